"""Asks the gateway whether a service may do something: it knows the deployed policies.

What moto does inside itself (a poller, a rule's target, a subscription, a rotation) makes no call that the gateway could
judge. Without `VPC_LAMBDA_JUDGES` everything is permitted.
"""

import json
import logging
import os
import threading
import time
import urllib.request
from typing import Any

from . import gateway

log = logging.getLogger("vpc_lambda_moto")

_TIMEOUT_SECONDS = 30
# Pollers ask several times a second. A changed policy takes effect after this.
_BELIEVED_SECONDS = 1.0
_REMEMBERED = 1_000

_known: dict[str, tuple[float, str | None]] = {}
_lock = threading.Lock()


class Refused(Exception):
    """The service may not do it; the text is AWS's."""


def as_role(
    role: str, session: str, action: str, resource: str, function: str | None = None
) -> str | None:
    """Why the role may not, or None."""
    question = {"roleArn": role, "session": session, "action": action, "resource": resource}
    return _ask({**question, "functionArn": function} if function else question)


def as_service(service: str, source: str, action: str, resource: str) -> str | None:
    """Why the service may not in its own name, or None. `source` is the ARN on whose behalf it acts."""
    return _ask({"service": service, "sourceArn": source, "action": action, "resource": resource})


def check_service(service: str, source: str, action: str, resource: str) -> None:
    """Raises Refused when the service may not."""
    reason = as_service(service, source, action, resource)
    if reason is not None:
        raise Refused(reason)


def _ask(question: dict[str, Any]) -> str | None:
    base = gateway.gateway_url()
    if base is None or not os.environ.get("VPC_LAMBDA_JUDGES"):
        return None
    text = json.dumps(question, sort_keys=True)
    now = time.monotonic()
    with _lock:
        known = _known.get(text)
    if known is not None and known[0] > now:
        return known[1]
    request = urllib.request.Request(
        base,
        data=text.encode(),
        method="POST",
        headers={
            "Content-Type": "application/json",
            "Authorization": "AWS4-HMAC-SHA256 Credential=moto/20250101/us-east-1/vpc-lambda-permissions/aws4_request, "
            "SignedHeaders=host, Signature=internal",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
            refused: str | None = json.loads(answer.read()).get("refused")
    except OSError as error:
        # The gateway is going down, and the whole emulator with it.
        log.warning("the permission for %s is not known: %r", question["action"], error)
        return None
    with _lock:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        _known[text] = (now + _BELIEVED_SECONDS, refused)
    return refused
