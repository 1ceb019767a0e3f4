"""S3: access logs.

Wrong: a bucket policy with a principal of `*` makes PutBucketLogging fail (500), and only some spellings of the
permission are understood. AWS: asks whether the policy lets the logging service write below the prefix.
"""

import json
from typing import Any

from moto.s3.models import FakeBucket

from ..patching import replaces

_SERVICE = "logging.s3.amazonaws.com"


@replaces(FakeBucket, "_log_permissions_enabled_policy")
def log_permissions_enabled_policy(_original: Any, target_bucket: Any, target_prefix: str | None) -> bool:
    if not target_bucket.policy:
        return False
    statements = json.loads(target_bucket.policy.decode()).get("Statement", [])
    return any(_allows(statement, target_bucket, target_prefix or "") for statement in _listed(statements))


def _allows(statement: dict[str, Any], bucket: Any, prefix: str) -> bool:
    principal = statement.get("Principal")
    services = _listed(principal.get("Service")) if isinstance(principal, dict) else _listed(principal)
    actions = [str(action).lower() for action in _listed(statement.get("Action"))]
    return (
        statement.get("Effect") == "Allow"
        and (_SERVICE in services or "*" in services)
        and any(action in ("*", "s3:*", "s3:put*", "s3:putobject") for action in actions)
        and any(_covers(resource, bucket, prefix) for resource in _listed(statement.get("Resource")))
    )


def _covers(resource: str, bucket: Any, prefix: str) -> bool:
    objects = f"arn:{bucket.partition}:s3:::{bucket.name}/"
    return resource == "*" or (resource.endswith("*") and (objects + prefix).startswith(resource[:-1]))


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
