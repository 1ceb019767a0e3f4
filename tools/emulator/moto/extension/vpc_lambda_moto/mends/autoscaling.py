"""Application Auto Scaling: tags of scalable targets.

Wrong: the tag calls are missing, and the provider reads tags of every target. AWS: keeps them. It matters for
`aws_appautoscaling_target` (provisioned concurrency, Aurora replicas, DynamoDB capacity).
"""

import json
from typing import Any

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from ..patching import adds, replaces, store


def _tags(self: Any) -> dict[Any, Any]:
    return store(self.applicationautoscaling_backend, "tags")


@replaces(ApplicationAutoScalingResponse, "register_scalable_target")
def register(original: Any, self: Any) -> Any:
    answer = original(self)
    tags = json.loads(self.body).get("Tags")
    if tags:
        _tags(self)[json.loads(answer)["ScalableTargetARN"]] = tags
    return answer


@adds(ApplicationAutoScalingResponse)
def list_tags_for_resource(self: Any) -> str:
    return json.dumps({"Tags": _tags(self).get(json.loads(self.body)["ResourceARN"], {})})


@adds(ApplicationAutoScalingResponse)
def tag_resource(self: Any) -> str:
    body = json.loads(self.body)
    _tags(self).setdefault(body["ResourceARN"], {}).update(body["Tags"])
    return "{}"


@adds(ApplicationAutoScalingResponse)
def untag_resource(self: Any) -> str:
    body = json.loads(self.body)
    for key in body["TagKeys"]:
        _tags(self).get(body["ResourceARN"], {}).pop(key, None)
    return "{}"
