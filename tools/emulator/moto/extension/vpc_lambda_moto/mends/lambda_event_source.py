"""Lambda: event-source mappings.

Wrong: a mapping to an alias or version answers the ARN of the unqualified function; and moto invokes the function
inside SendMessage, one message at a time. AWS keeps the qualifier, and polls the queue beside the senders, in
batches. The polling is done by `event_sources`; here moto's own is turned off.
"""

from typing import Any

from moto.awslambda.models import LambdaBackend
from moto.sqs.models import sqs_backends

from ..patching import replaces


class _PolledElsewhere(dict[str, Any]):
    """The mappings of a queue, as moto keeps them, which SendMessage then finds empty when it looks for work."""

    def items(self) -> Any:
        return ()


@replaces(LambdaBackend, "create_event_source_mapping")
def create(original: Any, self: Any, spec: dict[str, Any]) -> Any:
    mapping = original(self, spec)
    _qualify(mapping, spec["FunctionName"])
    for queue in sqs_backends[self.account_id][self.region_name].queues.values():
        if queue.queue_arn == mapping.event_source_arn:
            queue.lambda_event_source_mappings = _PolledElsewhere(queue.lambda_event_source_mappings)
    return mapping


@replaces(LambdaBackend, "update_event_source_mapping")
def update(original: Any, self: Any, uuid: str, spec: dict[str, Any]) -> Any:
    mapping = original(self, uuid, spec)
    if mapping is not None:
        if spec.get("FunctionName"):
            _qualify(mapping, spec["FunctionName"])
        for name, attribute in _UPDATED.items():
            if name in spec:
                setattr(mapping, attribute, spec[name])
    return mapping


# What moto's update leaves as it was created.
_UPDATED = {
    "FilterCriteria": "filter_criteria",
    "FunctionResponseTypes": "function_response_types",
    "MaximumBatchingWindowInSeconds": "max_batch_window",
    "ScalingConfig": "scaling_config",
    "DestinationConfig": "destination_config",
    "KMSKeyArn": "kms_key",
}


def _qualify(mapping: Any, function: str) -> None:
    name, _, qualifier = function.split(":function:")[-1].partition(":")
    unqualified = mapping.function_arn.split(":function:")[0] + f":function:{name}"
    mapping.function_arn = f"{unqualified}:{qualifier}" if qualifier else unqualified
