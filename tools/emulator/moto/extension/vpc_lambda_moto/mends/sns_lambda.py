"""SNS: messages to functions.

Wrong: the event that a subscribed function receives is an example (topic `EXAMPLE`, one message id, invented
attributes). AWS: the topic, the subscription, the message's id, time and attributes.
"""

import logging
from typing import Any

from moto.core.utils import iso_8601_datetime_with_milliseconds
from moto.sns.models import Subscription

from .. import gateway, permissions
from ..patching import replaces

log = logging.getLogger("vpc_lambda_moto")


@replaces(Subscription, "publish")
def publish(
    original: Any,
    self: Any,
    message: str,
    message_id: str,
    subject: str | None = None,
    message_attributes: dict[str, Any] | None = None,
    group_id: str | None = None,
    deduplication_id: str | None = None,
    message_structure: str | None = None,
) -> None:
    if not _may_deliver(self):
        return
    if self.protocol != "lambda":
        original(
            self, message, message_id, subject, message_attributes, group_id, deduplication_id, message_structure
        )
        return
    matcher = self._filter_policy_matcher
    if matcher is not None and not matcher.matches(message_attributes, message):
        return
    if message_structure == "json":
        message = self._parse_message_structure(message, self.protocol)
    event = _event(self, message, message_id, subject, message_attributes)
    gateway.invoke_event(self.endpoint.split(":")[3], self.endpoint, event)


_ACTIONS = {"lambda": "lambda:InvokeFunction", "sqs": "sqs:SendMessage"}


def _may_deliver(subscription: Any) -> bool:
    """SNS delivers in its own name for the topic. What the subscriber's policy does not admit is lost."""
    action = _ACTIONS.get(subscription.protocol)
    if action is None:
        return True
    reason = permissions.as_service("sns.amazonaws.com", subscription.topic.arn, action, subscription.endpoint)
    if reason is not None:
        log.warning("topic %s: %s", subscription.topic.name, reason)
    return reason is None


def _event(
    subscription: Any, message: str, message_id: str, subject: str | None, attributes: dict[str, Any] | None
) -> dict[str, Any]:
    return {
        "Records": [
            {
                "EventSource": "aws:sns",
                "EventVersion": "1.0",
                "EventSubscriptionArn": subscription.arn,
                "Sns": {
                    "Type": "Notification",
                    "MessageId": message_id,
                    "TopicArn": subscription.topic.arn,
                    "Subject": subject,
                    "Message": message,
                    "Timestamp": iso_8601_datetime_with_milliseconds(),
                    "SignatureVersion": "1",
                    "Signature": "not signed by the emulator",
                    "SigningCertUrl": "",
                    "UnsubscribeUrl": "",
                    "MessageAttributes": {
                        name: {"Type": value["Type"], "Value": value["Value"]}
                        for name, value in (attributes or {}).items()
                    },
                },
            }
        ]
    }
