"""X-Ray: sampling rules and groups.

Wrong: the calls are missing. AWS: keeps both, with tags. It matters for `aws_xray_sampling_rule` and
`aws_xray_group`.
"""

import json
import uuid
from typing import Any

from moto.core.utils import unix_time, utcnow
from moto.xray import urls
from moto.xray.responses import XRayResponse

from ..patching import adds, store

for _action in (
    "CreateSamplingRule",
    "GetSamplingRules",
    "UpdateSamplingRule",
    "DeleteSamplingRule",
    "CreateGroup",
    "GetGroup",
    "UpdateGroup",
    "DeleteGroup",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
):
    urls.url_paths["{0}/" + _action + "$"] = XRayResponse.dispatch


def _rules(self: Any) -> dict[Any, Any]:
    return store(self.xray_backend, "sampling_rules")


def _groups(self: Any) -> dict[Any, Any]:
    return store(self.xray_backend, "groups")


def _tags(self: Any) -> dict[Any, Any]:
    return store(self.xray_backend, "tags")


def _arn(self: Any, resource: str) -> str:
    return f"arn:{self.partition}:xray:{self.region}:{self.current_account}:{resource}"


def _missing(what: str) -> Any:
    body = {"__type": "InvalidRequestException", "message": f"{what} not found"}
    return json.dumps(body), {"status": 400, "x-amzn-errortype": "InvalidRequestException"}


def _now() -> float:
    return unix_time(utcnow())


@adds(XRayResponse)
def create_sampling_rule(self: Any) -> Any:
    rule = {"Attributes": {}, **self._get_param("SamplingRule")}
    rule["RuleARN"] = _arn(self, f"sampling-rule/{rule['RuleName']}")
    record = {"SamplingRule": rule, "CreatedAt": _now(), "ModifiedAt": _now()}
    _rules(self)[rule["RuleName"]] = record
    _tags(self)[rule["RuleARN"]] = self._get_param("Tags") or []
    return json.dumps({"SamplingRuleRecord": record})


@adds(XRayResponse)
def get_sampling_rules(self: Any) -> Any:
    return json.dumps({"SamplingRuleRecords": list(_rules(self).values())})


def _rule_name(parameters: Any) -> str:
    name: str = parameters.get("RuleName") or parameters["RuleARN"].rsplit("/", 1)[-1]
    return name


@adds(XRayResponse)
def update_sampling_rule(self: Any) -> Any:
    update = self._get_param("SamplingRuleUpdate")
    record = _rules(self).get(_rule_name(update))
    if record is None:
        return _missing("Sampling rule")
    record["SamplingRule"].update(update)
    record["ModifiedAt"] = _now()
    return json.dumps({"SamplingRuleRecord": record})


@adds(XRayResponse)
def delete_sampling_rule(self: Any) -> Any:
    record = _rules(self).pop(_rule_name(self.request_params), None)
    return _missing("Sampling rule") if record is None else json.dumps({"SamplingRuleRecord": record})


@adds(XRayResponse)
def create_group(self: Any) -> Any:
    name = self._get_param("GroupName")
    group = {
        "GroupName": name,
        "GroupARN": _arn(self, f"group/{name}/{uuid.uuid4().hex.upper()[:26]}"),
        "FilterExpression": self._get_param("FilterExpression"),
        "InsightsConfiguration": self._get_param("InsightsConfiguration")
        or {"InsightsEnabled": False, "NotificationsEnabled": False},
    }
    _groups(self)[name] = group
    _tags(self)[group["GroupARN"]] = self._get_param("Tags") or []
    return json.dumps({"Group": group})


def _group_name(self: Any) -> str:
    name: str = self._get_param("GroupName") or self._get_param("GroupARN").split("/")[1]
    return name


@adds(XRayResponse)
def get_group(self: Any) -> Any:
    group = _groups(self).get(_group_name(self))
    return _missing("Group") if group is None else json.dumps({"Group": group})


@adds(XRayResponse)
def update_group(self: Any) -> Any:
    group = _groups(self).get(_group_name(self))
    if group is None:
        return _missing("Group")
    for name in ("FilterExpression", "InsightsConfiguration"):
        if self._get_param(name) is not None:
            group[name] = self._get_param(name)
    return json.dumps({"Group": group})


@adds(XRayResponse)
def delete_group(self: Any) -> Any:
    return _missing("Group") if _groups(self).pop(_group_name(self), None) is None else "{}"


@adds(XRayResponse)
def list_tags_for_resource(self: Any) -> Any:
    return json.dumps({"Tags": _tags(self).get(self._get_param("ResourceARN"), [])})


@adds(XRayResponse)
def tag_resource(self: Any) -> Any:
    tags = _tags(self)
    arn, added = self._get_param("ResourceARN"), self._get_param("Tags")
    replaced = {tag["Key"] for tag in added}
    tags[arn] = [tag for tag in tags.get(arn, []) if tag["Key"] not in replaced] + added
    return "{}"


@adds(XRayResponse)
def untag_resource(self: Any) -> Any:
    tags = _tags(self)
    arn, keys = self._get_param("ResourceARN"), self._get_param("TagKeys")
    tags[arn] = [tag for tag in tags.get(arn, []) if tag["Key"] not in keys]
    return "{}"
