"""EventBridge: what a rule sends to its targets.

Wrong: PutEvents answers 500 when a rule has a Lambda, Step Functions or SNS target; `Input` and `InputPath` are
ignored; the event lacks `account`; events of S3 reach every bus; a target that fails makes the sender fail. AWS:
delivers beside the sender, each target with its own input, what services say to the default bus only, and a failing
target is nobody's problem but its own. Functions and state machines run behind the gateway.
"""

import copy
import hashlib
import json
import logging
import re
import time
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone
from typing import Any

from moto.events.models import Rule

from .. import gateway, permissions
from ..patching import replaces

log = logging.getLogger("vpc_lambda_moto")

_OURS = ("lambda", "states", "sns", "sqs")


@replaces(Rule, "send_to_targets")
def send_to_targets(original: Any, self: Any, original_event: Any, transform_input: bool = True) -> None:
    if self.state != "ENABLED" or not self.event_pattern.matches_event(original_event):
        return
    from_service = str(original_event.get("source", "")).startswith("aws.")
    if from_service and self.event_bus_name != "default":
        return
    ours = [target for target in self.targets if _service(target) in _OURS]
    others = copy.copy(self)
    for target in self.targets:
        if target in ours:
            continue
        others.targets = [target]
        try:
            original(others, original_event, transform_input)
        except Exception as error:  # noqa: BLE001 a target's failure is not the sender's
            log.warning("rule %s: target %s failed: %r", self.name, target["Arn"], error)
    event = published(original_event)
    for target in ours:
        text = target_input(target, event)
        try:
            _check_target(self, target)
            deliver(self.account_id, target, text, self.arn)
        except Exception as error:  # noqa: BLE001
            log.warning("rule %s: target %s failed: %r", self.name, target["Arn"], error)
            _dead_letter(self.account_id, target, text, self.arn)


_ACTIONS = {"lambda": "lambda:InvokeFunction", "sns": "sns:Publish", "sqs": "sqs:SendMessage"}


def _check_target(rule: Any, target: dict[str, Any]) -> None:
    """EventBridge starts executions with the target's role, and does the rest in its own name for the rule."""
    arn, service = target["Arn"], _service(target)
    if service != "states":
        permissions.check_service("events.amazonaws.com", rule.arn, _ACTIONS[service], arn)
        return
    role = target.get("RoleArn", "")
    reason = permissions.as_role(role, rule.name[:64], "states:StartExecution", arn)
    if reason is not None:
        raise permissions.Refused(reason)


def _dead_letter(account_id: str, target: dict[str, Any], text: str, rule_arn: str) -> None:
    """What cannot be delivered goes to the target's dead-letter queue, when it has one."""
    arn = (target.get("DeadLetterConfig") or {}).get("Arn")
    if arn is None:
        return
    try:
        permissions.check_service("events.amazonaws.com", rule_arn, "sqs:SendMessage", arn)
        _send_message(account_id, arn.split(":")[3], arn.split(":")[-1], {}, text)
    except Exception as error:  # noqa: BLE001
        log.warning("dead letter of %s was lost: %r", target["Arn"], error)


def _service(target: dict[str, Any]) -> str:
    service: str = target["Arn"].split(":")[2]
    return service


def published(event: Any) -> dict[str, Any]:
    """The event as a target receives it: time in ISO 8601, nothing of moto's own."""
    answer = {key: value for key, value in event.items() if key != "ingestion-time"}
    moment = answer.get("time")
    if isinstance(moment, (int, float)) or (isinstance(moment, str) and re.fullmatch(r"[\d.]+", moment)):
        answer["time"] = datetime.fromtimestamp(float(moment), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return answer


def target_input(target: dict[str, Any], event: dict[str, Any]) -> str:
    """The text that the target receives: a constant, a part, a template filled in, or the whole event."""
    if target.get("Input") is not None:
        constant: str = target["Input"]
        return constant
    if target.get("InputPath"):
        return json.dumps(_at(target["InputPath"], event))
    transformer = target.get("InputTransformer")
    if transformer:
        return transformed(transformer["InputTemplate"], transformer.get("InputPathsMap") or {}, event)
    return json.dumps(event)


def transformed(template: str, paths: dict[str, str], event: dict[str, Any]) -> str:
    """Fills `<name>` in. Between quotation marks a value is text; elsewhere it is JSON."""
    values = {name: _at(path, event) for name, path in paths.items()}
    values["aws.events.event.json"] = event
    values["aws.events.event"] = event
    values["aws.events.event.ingestion-time"] = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    answer: list[str] = []
    quoted = False
    for part in re.split(r'(<[\w.\-]+>|\\.|")', template):
        name = part[1:-1]
        if part == '"':
            quoted = not quoted
        if part.startswith("<") and part.endswith(">") and name in values:
            text = json.dumps(values[name])
            inner = values[name] if isinstance(values[name], str) else text
            answer.append(json.dumps(inner)[1:-1] if quoted else text)
        else:
            answer.append(part)
    return "".join(answer)


def _at(path: str, event: dict[str, Any]) -> Any:
    from jsonpath_ng.ext import parse

    found = parse(path).find(event)
    return found[0].value if found else None


def deliver(account_id: str, target: dict[str, Any], text: str, rule_arn: str) -> None:
    """Hands the text to a function, a state machine, a topic or a queue."""
    arn = target["Arn"]
    service, region = arn.split(":")[2], arn.split(":")[3]
    if service == "lambda":
        gateway.invoke_event(region, arn, json.loads(text))
    elif service == "states":
        _start_execution(account_id, region, target, text, rule_arn)
    elif service == "sns":
        from moto.sns.models import sns_backends

        sns_backends[account_id][region].publish(message=text, arn=arn)
    else:
        _send_message(account_id, region, arn.split(":")[-1], target, text)


def _send_message(account_id: str, region: str, queue: str, target: dict[str, Any], text: str) -> None:
    from moto.sqs.models import sqs_backends

    group = target.get("SqsParameters", {}).get("MessageGroupId")
    fifo = {"group_id": group, "deduplication_id": hashlib.sha256(text.encode()).hexdigest()} if group else {}
    sqs_backends[account_id][region].send_message(queue_name=queue, message_body=text, **fifo)


def _start_execution(
    account_id: str, region: str, target: dict[str, Any], text: str, rule_arn: str
) -> None:
    arn = target["Arn"]
    name = str(uuid.uuid4())
    base = gateway.gateway_url()
    if base is None:
        from moto.stepfunctions.responses import get_backend

        get_backend(account_id, region).start_execution(arn, name, text)
        return
    request = urllib.request.Request(
        f"{base}/",
        data=json.dumps({"stateMachineArn": arn, "name": name, "input": text}).encode(),
        method="POST",
        headers={
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": "AWSStepFunctions.StartExecution",
            "Authorization": "AWS4-HMAC-SHA256 "
            f"Credential=moto/20250101/{region}/states/aws4_request, SignedHeaders=host, Signature=internal",
        },
    )

    def send() -> None:
        # EventBridge tries for a day. The name is the same each time, so that one execution starts at most.
        for pause in (0.5, 1, 2, 4, None):
            try:
                urllib.request.urlopen(request, timeout=30).close()
                return
            except OSError as error:
                refused = isinstance(error, urllib.error.HTTPError) and error.code < 500 and error.code != 429
                if refused or pause is None:
                    log.warning("execution of %s was not started: %s", arn, error)
                    _dead_letter(account_id, target, text, rule_arn)
                    return
                time.sleep(pause)

    gateway.in_background(send)
