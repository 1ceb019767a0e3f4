"""Secrets Manager: rotation.

Wrong: moto runs the rotation function inside RotateSecret, in Docker; keeps of the rules only the number of days;
fails on a secret that has no value yet; and, when AWSCURRENT is moved, goes on answering the old value. AWS: rotates
in the background, in four steps (create, set, test, finish), moves what is asked for, and answers the rules as given.
It matters for `aws_secretsmanager_secret_rotation` and for every rotation function. Without a gateway the schedule is
kept and no function is run.
"""

import json
import logging
import re
import time
import uuid
from datetime import timedelta
from typing import Any

from moto.secretsmanager.exceptions import InvalidRequestException, SecretNotFoundException
from moto.secretsmanager.models import FakeSecret, SecretsManagerBackend

from .. import gateway, permissions
from ..patching import replaces

log = logging.getLogger("vpc_lambda_moto")

_STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
_DAY_SECONDS = 86_400


@replaces(SecretsManagerBackend, "rotate_secret")
def rotate_secret(
    original: Any,
    self: Any,
    secret_id: str,
    client_request_token: str | None = None,
    rotation_lambda_arn: str | None = None,
    rotation_rules: dict[str, Any] | None = None,
    rotate_immediately: bool = True,
) -> str:
    secret = self.secrets.get(secret_id)
    function = rotation_lambda_arn or getattr(secret, "rotation_lambda_arn", "")
    if not isinstance(secret, FakeSecret) or not function:
        answer: str = original(
            self, secret_id, client_request_token, rotation_lambda_arn, rotation_rules, rotate_immediately
        )
        return answer
    if secret.is_deleted():
        raise InvalidRequestException("You can't perform this operation on the secret because it was deleted.")
    if _in_progress(secret):
        raise InvalidRequestException("A previous rotation isn't complete. That rotation will be reattempted.")
    secret.rotation_requested = True
    secret.rotation_enabled = True
    secret.rotation_lambda_arn = function
    if rotation_rules:
        secret.vpc_lambda_rotation_rules = rotation_rules
        secret.auto_rotate_after_days = rotation_rules.get("AutomaticallyAfterDays", 0)
    secret.next_rotation_date = int(time.time() + _interval(secret).total_seconds())
    token = client_request_token or str(uuid.uuid4())
    if gateway.gateway_url() is not None:
        secret.versions.setdefault(
            token, {"createdate": int(time.time()), "version_id": token, "version_stages": ["AWSPENDING"]}
        )
        steps = _STEPS if rotate_immediately else ("testSecret",)
        gateway.in_background(lambda: _rotate(self, secret, token, steps))
    return secret.to_short_dict(version_id=token if rotate_immediately else None)


def _in_progress(secret: Any) -> bool:
    return any(
        "AWSPENDING" in version["version_stages"] and "AWSCURRENT" not in version["version_stages"]
        for version in secret.versions.values()
    )


def _interval(secret: Any) -> timedelta:
    rules = getattr(secret, "vpc_lambda_rotation_rules", {})
    if days := rules.get("AutomaticallyAfterDays"):
        return timedelta(days=days)
    rate = re.fullmatch(r"rate\((\d+) (hour|day)s?\)", rules.get("ScheduleExpression", ""))
    if rate:
        return timedelta(**{f"{rate[2]}s": int(rate[1])})
    return timedelta(days=1)


def _rotate(backend: Any, secret: Any, token: str, steps: tuple[str, ...]) -> None:
    """As the service does it: one step after the other, each told the same token; what fails ends the rotation."""
    try:
        function = secret.rotation_lambda_arn
        permissions.check_service("secretsmanager.amazonaws.com", secret.arn, "lambda:InvokeFunction", function)
        for step in steps:
            event = {"Step": step, "SecretId": secret.arn, "ClientRequestToken": token, "RotationToken": token}
            answer = gateway.invoke(backend.region_name, secret.rotation_lambda_arn, json.dumps(event).encode())
            if answer is None or answer.failed:
                said = answer.payload[:500] if answer else b"no gateway"
                log.warning("rotation of %s failed in %s: %s", secret.name, step, said)
                return
        if steps == _STEPS:
            secret.last_rotation_date = int(time.time())
    except permissions.Refused as error:
        log.warning("rotation of %s failed: %s", secret.name, error)
    finally:
        _clear_pending(secret, token)


def _clear_pending(secret: Any, token: str) -> None:
    version = secret.versions.get(token)
    if version is None or "AWSPENDING" not in version["version_stages"]:
        return
    version["version_stages"] = [stage for stage in version["version_stages"] if stage != "AWSPENDING"]
    if not version["version_stages"]:
        del secret.versions[token]


@replaces(SecretsManagerBackend, "cancel_rotate_secret")
def cancel_rotate_secret(original: Any, self: Any, secret_id: str) -> Any:
    answer = original(self, secret_id)
    secret = self.secrets[secret_id]
    secret.vpc_lambda_rotation_rules = {}
    secret.auto_rotate_after_days = 0
    secret.next_rotation_date = None
    return answer


@replaces(FakeSecret, "to_dict")
def to_dict(original: Any, self: Any) -> dict[str, Any]:
    answer: dict[str, Any] = original(self)
    rules = getattr(self, "vpc_lambda_rotation_rules", None)
    if rules and "RotationRules" in answer:
        answer["RotationRules"] = rules
    return answer


@replaces(SecretsManagerBackend, "update_secret_version_stage")
def update_secret_version_stage(
    original: Any,
    self: Any,
    secret_id: str,
    version_stage: str,
    remove_from_version_id: str,
    move_to_version_id: str,
) -> Any:
    if secret_id not in self.secrets:
        raise SecretNotFoundException()
    answer = original(self, secret_id, version_stage, remove_from_version_id, move_to_version_id)
    if version_stage == "AWSCURRENT" and move_to_version_id:
        self.secrets[secret_id].default_version_id = move_to_version_id
    return answer
