"""EC2: rules of security groups, each a resource of its own.

Wrong: the description of a rule whose peer is a group or a prefix list is not answered; a change of such a rule is
lost, and a rule for all protocols cannot be changed. AWS: all of that. It matters for
`aws_vpc_security_group_ingress_rule` and `_egress_rule`, of which this project makes many: each shows as a difference.

Wrong: a rule that is revoked by an id that is gone answers `InvalidPermission.NotFound`, and rules that are changed at the
same time can undo each other, because moto reads the list, filters it and writes it back. AWS:
`InvalidSecurityGroupRuleId.NotFound`, which the provider takes for done when a retry finds its own work; and no change
is lost. It matters for every destroy.
"""

import threading
from typing import Any

from moto.ec2.exceptions import InvalidSecurityGroupRuleIdNotFoundError
from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule

from ..patching import replaces, replaces_property


@replaces(SecurityGroupRule, "__init__")
def create(original: Any, self: Any, *args: Any, **named: Any) -> None:
    original(self, *args, **named)
    # Positions as in moto's signature: the prefix list is the eighth argument after self.
    prefix_list = named.get("prefix_list_id") or (args[7] if len(args) > 7 else None)
    self.vpc_lambda_description = (prefix_list or {}).get("Description")


@replaces_property(SecurityGroupRule, "description")
def description(original: Any, self: Any) -> str | None:
    found: str | None = original(self) or self.source_group.get("Description") or self.vpc_lambda_description
    return found


_one_change = threading.RLock()


@replaces(SecurityGroupBackend, "revoke_security_group_ingress")
def revoke_ingress(original: Any, self: Any, **named: Any) -> Any:
    return _revoke(original, self, "ingress_rules", named)


@replaces(SecurityGroupBackend, "revoke_security_group_egress")
def revoke_egress(original: Any, self: Any, **named: Any) -> Any:
    return _revoke(original, self, "egress_rules", named)


@replaces(SecurityGroupBackend, "authorize_security_group_ingress")
def authorize_ingress(original: Any, self: Any, *args: Any, **named: Any) -> Any:
    with _one_change:
        return original(self, *args, **named)


@replaces(SecurityGroupBackend, "authorize_security_group_egress")
def authorize_egress(original: Any, self: Any, *args: Any, **named: Any) -> Any:
    with _one_change:
        return original(self, *args, **named)


def _revoke(original: Any, self: Any, direction: str, named: dict[str, Any]) -> Any:
    with _one_change:
        group = self.get_security_group_by_name_or_id(named["group_name_or_id"], named.get("vpc_id"))
        there = {rule.id for rule in getattr(group, direction, [])}
        for rule_id in named.get("security_rule_ids") or []:
            if group and rule_id not in there:
                raise InvalidSecurityGroupRuleIdNotFoundError(rule_id)
        return original(self, **named)


@replaces(SecurityGroupBackend, "modify_security_group_rules")
def modify(original: Any, self: Any, group_id: str, rules: dict[str, Any]) -> None:
    group = self.get_security_group_by_name_or_id(group_id)
    simple: dict[str, Any] = {}
    for rule_id, change in rules.items():
        rule = group and group.get_rule(rule_id)
        only_ipv4 = change.get("CidrIpv4") and change.get("FromPort") is not None
        if not rule or only_ipv4:
            simple[rule_id] = change
        else:
            _apply(rule, change)
    if simple:
        original(self, group_id, simple)


def _apply(rule: Any, change: dict[str, Any]) -> None:
    rule.ip_protocol = change.get("IpProtocol", rule.ip_protocol)
    every = rule.ip_protocol == "-1"
    rule.from_port = None if every else _number(change.get("FromPort"))
    rule.to_port = None if every else _number(change.get("ToPort"))
    text = change.get("Description")
    rule.ip_range, rule.source_group, rule.prefix_list_id = {}, {}, None
    rule.vpc_lambda_description = text
    peer = {"Description": text} if text is not None else {}
    if change.get("CidrIpv4"):
        rule.ip_range = {"CidrIp": change["CidrIpv4"], **peer}
    elif change.get("CidrIpv6"):
        rule.ip_range = {"CidrIpv6": change["CidrIpv6"], **peer}
    elif change.get("ReferencedGroupId"):
        rule.source_group = {"GroupId": change["ReferencedGroupId"], **peer}
    elif change.get("PrefixListId"):
        rule.prefix_list_id = change["PrefixListId"]


def _number(value: Any) -> int | None:
    return None if value is None else int(value)
