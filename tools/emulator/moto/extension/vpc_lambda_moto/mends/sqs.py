"""SQS: queue attributes.

Wrong: `RedriveAllowPolicy` is refused; `RedrivePolicy` is answered with spaces after its separators, so that
`aws_sqs_queue_redrive_policy` waits for an equal text until it times out; setting any attribute without `Policy`
erases the policy. AWS: all of them, compact, each on its own.
"""

import json
from typing import Any

from moto.sqs.models import Queue

from ..patching import replaces, replaces_property

Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]
Queue.redrive_allow_policy = None  # type: ignore[attr-defined]


@replaces(Queue, "_set_attributes")
def set_attributes(original: Any, self: Any, attributes: dict[str, Any], now: float | None = None) -> None:
    # moto takes an attribute that is not named for one that is to be removed.
    kept = {} if "Policy" in attributes else {"Policy": getattr(self, "policy", None)}
    original(self, {**attributes, **kept}, now)
    if attributes.get("RedriveAllowPolicy") == "":
        self.redrive_allow_policy = None


@replaces_property(Queue, "attributes")
def attributes(original: Any, self: Any) -> dict[str, Any]:
    found: dict[str, Any] = original(self)
    for name in ("RedrivePolicy", "RedriveAllowPolicy"):
        value = found.get(name)
        if not value:
            found.pop(name, None)
            continue
        parsed = json.loads(value) if isinstance(value, str) else value
        found[name] = json.dumps(parsed, separators=(",", ":"))
    return found
