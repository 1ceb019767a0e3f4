"""Polls queues for functions, as Lambda's event-source mappings do.

One look at all mappings every `_PAUSE_SECONDS`; each mapping then takes a batch, filters it, invokes its function
through the gateway and deletes what was processed. What failed becomes visible again when the queue's visibility
timeout ends (or after `VPC_LAMBDA_REDELIVERY_SECONDS`, for whoever does not want to wait so long), and goes to the
dead-letter queue after as many receives as the queue's redrive policy says: both is moto's own work. Without a gateway
nothing is polled, so that no message is used up.
"""

import base64
import json
import logging
import os
import threading
import time
from typing import Any

from . import gateway, permissions

log = logging.getLogger("vpc_lambda_moto")

_PAUSE_SECONDS = 0.2
# Lambda starts with five pollers on a queue.
_DEFAULT_CONCURRENCY = 5

_running: dict[str, int] = {}
_lock = threading.Lock()


def start() -> None:
    """Starts polling, once, for as long as this process lives."""
    gateway.in_background(_poll_forever)


def _poll_forever() -> None:
    while True:
        if gateway.gateway_url() is not None:
            for mapping in _mappings():
                _take_up(mapping)
        time.sleep(_PAUSE_SECONDS)


def _mappings() -> list[Any]:
    from moto.awslambda.models import lambda_backends

    found: list[Any] = []
    for regions in list(lambda_backends.values()):
        for backend in list(regions.values()):
            found += list(backend._event_source_mappings.values())
    return [m for m in found if m.enabled and m.event_source_arn.split(":")[2] == "sqs"]


def _take_up(mapping: Any) -> None:
    fifo = mapping.event_source_arn.endswith(".fifo")
    limit = (mapping.scaling_config or {}).get("MaximumConcurrency") or _DEFAULT_CONCURRENCY
    with _lock:
        if _running.get(mapping.uuid, 0) >= (1 if fifo else limit):
            return
        _running[mapping.uuid] = _running.get(mapping.uuid, 0) + 1
    gateway.in_background(lambda: _work(mapping))


def _work(mapping: Any) -> None:
    try:
        # A queue that had messages is looked at again at once: the pause is for empty ones.
        while mapping.enabled and _process_batch(mapping):
            pass
    except Exception as error:  # noqa: BLE001 the queue may be deleted meanwhile: the next look will tell
        log.warning("mapping %s of %s: %r", mapping.uuid, mapping.event_source_arn, error)
    finally:
        with _lock:
            _running[mapping.uuid] -= 1


def _process_batch(mapping: Any) -> bool:
    """Takes one batch to its function. False when the queue had nothing, or the function could not be reached."""
    from moto.sqs.models import sqs_backends

    region, account, name = mapping.event_source_arn.split(":")[3:6]
    backend = sqs_backends[account][region]
    if name not in backend.queues or not _may_poll(mapping, region, account):
        return False
    messages = _receive(backend, name, mapping)
    matching = [message for message in messages if _matches(mapping, record(message, mapping))]
    kept_ids = {message.id for message in matching}
    # What the filter leaves out is deleted: Lambda does so too.
    done = [message for message in messages if message.id not in kept_ids]
    if matching:
        event = {"Records": [record(message, mapping) for message in matching]}
        answer = gateway.invoke(region, mapping.function_arn, json.dumps(event).encode())
        if answer is not None and not answer.failed:
            reports = "ReportBatchItemFailures" in (mapping.function_response_types or [])
            failed = failures(answer.payload, kept_ids) if reports else set()
            done += [message for message in matching if message.id not in failed]
        elif answer is not None:
            log.info("%s failed on a batch of %d: %s", mapping.function_arn, len(matching), answer.payload[:300])
    for message in done:
        _delete(backend, name, message)
    _redeliver_soon(backend, name, [message for message in matching if message not in done])
    return bool(done)


def _may_poll(mapping: Any, region: str, account: str) -> bool:
    """Lambda polls with the function's role: without one of the three permissions it takes no message."""
    from moto.awslambda.models import lambda_backends

    function = lambda_backends[account][region].get_function(mapping.function_arn)
    arn = ":".join(function.function_arn.split(":")[:7])
    for action in ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"):
        # The gateway tells of a refusal.
        if permissions.as_role(function.role, function.function_name, action, mapping.event_source_arn, arn):
            time.sleep(_PAUSE_SECONDS)
            return False
    return True


def _redeliver_soon(backend: Any, name: str, failed: list[Any]) -> None:
    """Brings forward when failed messages are visible again, where the emulator was told to."""
    seconds = os.environ.get("VPC_LAMBDA_REDELIVERY_SECONDS")
    if seconds is None:
        return
    for message in failed:
        try:
            backend.change_message_visibility(name, message.receipt_handle, max(1, round(float(seconds))))
        except Exception as error:  # noqa: BLE001 it is visible again, or another consumer's, already
            log.info("a message of %s was not brought forward: %r", name, error)


def _delete(backend: Any, name: str, message: Any) -> None:
    """Deletes one message. It may be another consumer's by now, when the function outlasted the visibility timeout."""
    from moto.sqs.exceptions import ReceiptHandleIsInvalid

    try:
        backend.delete_message(name, message.receipt_handle)
    except ReceiptHandleIsInvalid:
        log.info("a message of %s was received again before its function ended", name)


def _receive(backend: Any, name: str, mapping: Any) -> list[Any]:
    """Up to a batch, waiting as long as the mapping's window says once there is a first message."""
    visibility = int(backend.queues[name].visibility_timeout)
    size = mapping.batch_size
    messages: list[Any] = []
    deadline = time.monotonic() + (mapping.max_batch_window or 0)
    while True:
        messages += backend.receive_message(name, min(10, size - len(messages)), 0, visibility, ["All"])
        if not messages or len(messages) >= size or time.monotonic() >= deadline:
            return messages
        time.sleep(_PAUSE_SECONDS)


def record(message: Any, mapping: Any) -> dict[str, Any]:
    """One message as a function sees it."""
    attributes = {
        "ApproximateReceiveCount": str(message.approximate_receive_count),
        "SentTimestamp": str(message.sent_timestamp),
        "SenderId": str(message.sender_id),
        "ApproximateFirstReceiveTimestamp": str(message.approximate_first_receive_timestamp),
    }
    if message.group_id:
        attributes["MessageGroupId"] = message.group_id
        attributes["MessageDeduplicationId"] = message.deduplication_id or ""
        attributes["SequenceNumber"] = message.sequence_number or ""
    trace = (message.system_attributes or {}).get("AWSTraceHeader", {}).get("StringValue")
    if trace:
        attributes["AWSTraceHeader"] = trace
    return {
        "messageId": message.id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": attributes,
        "messageAttributes": {
            name: _message_attribute(value) for name, value in (message.message_attributes or {}).items()
        },
        "md5OfBody": message.body_md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": mapping.event_source_arn,
        "awsRegion": mapping.event_source_arn.split(":")[3],
    }


def _message_attribute(value: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {"stringListValues": [], "binaryListValues": [], "dataType": value["DataType"]}
    if value.get("StringValue") is not None:
        answer["stringValue"] = str(value["StringValue"])
    binary = value.get("BinaryValue")
    if binary is not None:
        answer["binaryValue"] = base64.b64encode(binary).decode() if isinstance(binary, bytes) else binary
    return answer


def _matches(mapping: Any, candidate: dict[str, Any]) -> bool:
    from moto.events.models import EventPattern

    filters = (mapping.filter_criteria or {}).get("Filters") or []
    if not filters:
        return True
    try:
        parsed = {**candidate, "body": json.loads(candidate["body"])}
    except ValueError:
        parsed = candidate
    return any(EventPattern(f["Pattern"], json.loads(f["Pattern"])).matches_event(parsed) for f in filters)


def failures(payload: bytes, ids: set[str]) -> set[str]:
    """The ids that a partial response reports. A malformed one, or an id that was not sent, fails the batch."""
    try:
        answer = json.loads(payload or b"null")
        reported = [item["itemIdentifier"] for item in (answer or {}).get("batchItemFailures") or []]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ids
    return set(reported) if all(identifier in ids for identifier in reported) else ids
