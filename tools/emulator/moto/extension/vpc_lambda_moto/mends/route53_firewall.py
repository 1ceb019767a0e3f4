"""Route 53 Resolver: DNS Firewall.

Wrong: every call of it is missing. AWS: domain lists (each name answered with its final dot), rule groups
with their rules, associations with VPCs, and what a VPC does when the firewall cannot be asked. It matters
for `aws_route53_resolver_firewall_*`, the egress allowlist. Nothing is filtered: the emulator resolves no
names.
"""

import json
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.utils import utcnow
from moto.moto_api._internal import mock_random
from moto.route53resolver.responses import Route53ResolverResponse

from ..patching import adds, replaces, store

_PREFIXES = {"lists": "rslvr-fdl", "groups": "rslvr-frg", "associations": "rslvr-frgassoc", "configs": "rslvr-fc"}
_RESOURCES = {
    "lists": "firewall-domain-list",
    "groups": "firewall-rule-group",
    "associations": "firewall-rule-group-association",
    "configs": "firewall-config",
}


def _kept(self: Any, kind: str) -> dict[Any, Any]:
    return store(self.route53resolver_backend, f"firewall_{kind}")


def _body(self: Any) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(self.body)
    return parsed


def _create(self: Any, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    identifier = f"{_PREFIXES[kind]}-{mock_random.get_random_hex(17)}"
    arn = f"arn:{self.partition}:route53resolver:{self.region}:{self.current_account}:{_RESOURCES[kind]}/{identifier}"
    now = utcnow().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    body = _body(self)
    entry = {"Id": identifier, "Arn": arn, "CreationTime": now, "ModificationTime": now, **fields}
    if "CreatorRequestId" in body:
        entry["CreatorRequestId"] = body["CreatorRequestId"]
    _kept(self, kind)[identifier] = entry
    _kept(self, "tags")[arn] = body.get("Tags") or []
    return entry


def _find(self: Any, kind: str, identifier: str) -> dict[str, Any]:
    found: dict[str, Any] | None = _kept(self, kind).get(identifier)
    if found is None:
        raise JsonRESTError("ResourceNotFoundException", f"[RSLVR-02017] {identifier} does not exist")
    return found


@adds(Route53ResolverResponse)
def create_firewall_domain_list(self: Any) -> str:
    fields = {"Name": _body(self)["Name"], "DomainCount": 0, "Status": "COMPLETE"}
    return json.dumps({"FirewallDomainList": _create(self, "lists", fields)})


@adds(Route53ResolverResponse)
def get_firewall_domain_list(self: Any) -> str:
    return json.dumps({"FirewallDomainList": _find(self, "lists", _body(self)["FirewallDomainListId"])})


@adds(Route53ResolverResponse)
def update_firewall_domains(self: Any) -> str:
    body = _body(self)
    entry = _find(self, "lists", body["FirewallDomainListId"])
    domains = _kept(self, "domains").setdefault(entry["Id"], [])
    given = [domain if domain.endswith(".") else f"{domain}." for domain in body["Domains"]]
    if body["Operation"] == "REPLACE":
        domains[:] = given
    elif body["Operation"] == "ADD":
        domains += [domain for domain in given if domain not in domains]
    else:
        domains[:] = [domain for domain in domains if domain not in given]
    entry["DomainCount"] = len(domains)
    return json.dumps({"Id": entry["Id"], "Name": entry["Name"], "Status": "COMPLETE"})


@adds(Route53ResolverResponse)
def list_firewall_domains(self: Any) -> str:
    entry = _find(self, "lists", _body(self)["FirewallDomainListId"])
    return json.dumps({"Domains": _kept(self, "domains").get(entry["Id"], [])})


@adds(Route53ResolverResponse)
def delete_firewall_domain_list(self: Any) -> str:
    entry = _find(self, "lists", _body(self)["FirewallDomainListId"])
    _kept(self, "domains").pop(entry["Id"], None)
    return json.dumps({"FirewallDomainList": _kept(self, "lists").pop(entry["Id"])})


@adds(Route53ResolverResponse)
def create_firewall_rule_group(self: Any) -> str:
    fields = {
        "Name": _body(self)["Name"],
        "RuleCount": 0,
        "Status": "COMPLETE",
        "OwnerId": self.current_account,
        "ShareStatus": "NOT_SHARED",
    }
    return json.dumps({"FirewallRuleGroup": _create(self, "groups", fields)})


@adds(Route53ResolverResponse)
def get_firewall_rule_group(self: Any) -> str:
    return json.dumps({"FirewallRuleGroup": _find(self, "groups", _body(self)["FirewallRuleGroupId"])})


@adds(Route53ResolverResponse)
def delete_firewall_rule_group(self: Any) -> str:
    entry = _find(self, "groups", _body(self)["FirewallRuleGroupId"])
    return json.dumps({"FirewallRuleGroup": _kept(self, "groups").pop(entry["Id"])})


def _rules(self: Any, group: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rules: dict[str, dict[str, Any]] = _kept(self, "rules").setdefault(group["Id"], {})
    return rules


_RULE = (
    "FirewallRuleGroupId",
    "FirewallDomainListId",
    "Name",
    "Priority",
    "Action",
    "BlockResponse",
    "BlockOverrideDomain",
    "BlockOverrideDnsType",
    "BlockOverrideTtl",
    "FirewallDomainRedirectionAction",
    "Qtype",
)


@adds(Route53ResolverResponse)
def create_firewall_rule(self: Any) -> str:
    body = _body(self)
    group = _find(self, "groups", body["FirewallRuleGroupId"])
    _find(self, "lists", body["FirewallDomainListId"])
    rule = {"FirewallDomainRedirectionAction": "INSPECT_REDIRECTION_DOMAIN"}
    rule.update({name: body[name] for name in _RULE if name in body})
    _rules(self, group)[body["FirewallDomainListId"]] = rule
    group["RuleCount"] = len(_rules(self, group))
    return json.dumps({"FirewallRule": rule})


@adds(Route53ResolverResponse)
def update_firewall_rule(self: Any) -> str:
    body = _body(self)
    rules = _rules(self, _find(self, "groups", body["FirewallRuleGroupId"]))
    rule = rules[body["FirewallDomainListId"]]
    rule.update({name: body[name] for name in _RULE if name in body})
    return json.dumps({"FirewallRule": rule})


@adds(Route53ResolverResponse)
def list_firewall_rules(self: Any) -> str:
    rules = _rules(self, _find(self, "groups", _body(self)["FirewallRuleGroupId"]))
    return json.dumps({"FirewallRules": sorted(rules.values(), key=lambda rule: rule["Priority"])})


@adds(Route53ResolverResponse)
def delete_firewall_rule(self: Any) -> str:
    body = _body(self)
    group = _find(self, "groups", body["FirewallRuleGroupId"])
    rule = _rules(self, group).pop(body["FirewallDomainListId"], None)
    if rule is None:
        raise JsonRESTError("ResourceNotFoundException", "The firewall rule does not exist")
    group["RuleCount"] = len(_rules(self, group))
    return json.dumps({"FirewallRule": rule})


@adds(Route53ResolverResponse)
def associate_firewall_rule_group(self: Any) -> str:
    body = _body(self)
    fields = {
        "FirewallRuleGroupId": body["FirewallRuleGroupId"],
        "VpcId": body["VpcId"],
        "Name": body["Name"],
        "Priority": body["Priority"],
        "MutationProtection": body.get("MutationProtection", "DISABLED"),
        "Status": "COMPLETE",
    }
    return json.dumps({"FirewallRuleGroupAssociation": _create(self, "associations", fields)})


@adds(Route53ResolverResponse)
def get_firewall_rule_group_association(self: Any) -> str:
    found = _find(self, "associations", _body(self)["FirewallRuleGroupAssociationId"])
    return json.dumps({"FirewallRuleGroupAssociation": found})


@adds(Route53ResolverResponse)
def update_firewall_rule_group_association(self: Any) -> str:
    body = _body(self)
    found = _find(self, "associations", body["FirewallRuleGroupAssociationId"])
    found.update({name: body[name] for name in ("Name", "Priority", "MutationProtection") if name in body})
    return json.dumps({"FirewallRuleGroupAssociation": found})


@adds(Route53ResolverResponse)
def disassociate_firewall_rule_group(self: Any) -> str:
    found = _find(self, "associations", _body(self)["FirewallRuleGroupAssociationId"])
    del _kept(self, "associations")[found["Id"]]
    return json.dumps({"FirewallRuleGroupAssociation": {**found, "Status": "DELETING"}})


def _config(self: Any, vpc_id: str) -> dict[str, Any]:
    for entry in _kept(self, "configs").values():
        if entry["ResourceId"] == vpc_id:
            found: dict[str, Any] = entry
            return found
    fields = {"ResourceId": vpc_id, "OwnerId": self.current_account, "FirewallFailOpen": "DISABLED"}
    return _create(self, "configs", fields)


@adds(Route53ResolverResponse)
def get_firewall_config(self: Any) -> str:
    return json.dumps({"FirewallConfig": _config(self, _body(self)["ResourceId"])})


@adds(Route53ResolverResponse)
def update_firewall_config(self: Any) -> str:
    body = _body(self)
    entry = _config(self, body["ResourceId"])
    entry["FirewallFailOpen"] = body["FirewallFailOpen"]
    return json.dumps({"FirewallConfig": entry})


@adds(Route53ResolverResponse)
def list_firewall_configs(self: Any) -> str:
    return json.dumps({"FirewallConfigs": list(_kept(self, "configs").values())})


def _is_firewall(self: Any) -> bool:
    return ":firewall-" in (self._get_param("ResourceArn") or "")


@replaces(Route53ResolverResponse, "list_tags_for_resource")
def list_tags_for_resource(original: Any, self: Any) -> Any:
    if not _is_firewall(self):
        return original(self)
    return json.dumps({"Tags": _kept(self, "tags").get(self._get_param("ResourceArn"), [])})


@replaces(Route53ResolverResponse, "tag_resource")
def tag_resource(original: Any, self: Any) -> Any:
    if not _is_firewall(self):
        return original(self)
    body = _body(self)
    replaced = {tag["Key"] for tag in body["Tags"]}
    kept = [tag for tag in _kept(self, "tags").get(body["ResourceArn"], []) if tag["Key"] not in replaced]
    _kept(self, "tags")[body["ResourceArn"]] = kept + body["Tags"]
    return "{}"


@replaces(Route53ResolverResponse, "untag_resource")
def untag_resource(original: Any, self: Any) -> Any:
    if not _is_firewall(self):
        return original(self)
    body = _body(self)
    kept = _kept(self, "tags").get(body["ResourceArn"], [])
    _kept(self, "tags")[body["ResourceArn"]] = [tag for tag in kept if tag["Key"] not in body["TagKeys"]]
    return "{}"
