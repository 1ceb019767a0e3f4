"""Route 53 Resolver: query logs.

Wrong: a configuration can be neither deleted nor taken off a VPC, and reading its tags fails. AWS: all three. It
matters for `aws_route53_resolver_query_log_config` and `_association`.
"""

import json
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.route53resolver.models import Route53ResolverBackend
from moto.route53resolver.responses import Route53ResolverResponse

from ..patching import adds, replaces


@replaces(Route53ResolverBackend, "_matched_arn")
def matched_arn(original: Any, self: Any, resource_arn: str) -> None:
    if all(config.arn != resource_arn for config in self.resolver_query_log_configs.values()):
        original(self, resource_arn)


@adds(Route53ResolverResponse)
def delete_resolver_query_log_config(self: Any) -> str:
    identifier = self._get_param("ResolverQueryLogConfigId")
    found = self.route53resolver_backend.resolver_query_log_configs.pop(identifier, None)
    if found is None:
        raise JsonRESTError("ResourceNotFoundException", f"{identifier} does not exist")
    return json.dumps({"ResolverQueryLogConfig": {**found.description(), "Status": "DELETING"}})


@adds(Route53ResolverResponse)
def disassociate_resolver_query_log_config(self: Any) -> str:
    backend = self.route53resolver_backend
    config, resource = self._get_param("ResolverQueryLogConfigId"), self._get_param("ResourceId")
    associations = backend.resolver_query_log_config_associations
    for identifier, association in list(associations.items()):
        if association.resolver_query_log_config_id == config and association.resource_id == resource:
            del associations[identifier]
            backend.resolver_query_log_configs[config].association_count -= 1
            answer = {**association.description(), "Status": "DELETING"}
            return json.dumps({"ResolverQueryLogConfigAssociation": answer})
    raise JsonRESTError("ResourceNotFoundException", f"{config} is not associated with {resource}")
