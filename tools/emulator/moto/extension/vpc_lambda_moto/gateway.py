"""The way out of moto to the functions.

moto runs functions in Docker. Here they run in the function host behind the emulator's gateway, which speaks Lambda's
own Invoke API at `VPC_LAMBDA_GATEWAY_URL`. Without that variable nothing can be run.
"""

import json
import logging
import os
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Callable
from urllib.parse import quote

log = logging.getLogger("vpc_lambda_moto")

# Lambda's longest timeout is 900 s; the host needs a little more to start the process and to answer.
_TIMEOUT_SECONDS = 960


@dataclass(frozen=True)
class Invocation:
    """What an invocation answered."""

    status: int
    payload: bytes
    function_error: str | None
    log_result: str | None

    @property
    def failed(self) -> bool:
        return self.function_error is not None or self.status >= 300


def gateway_url() -> str | None:
    """Where functions are invoked, or None when this moto runs without a function host."""
    return os.environ.get("VPC_LAMBDA_GATEWAY_URL", "").rstrip("/") or None


def invoke(
    region: str,
    function: str,
    payload: bytes,
    qualifier: str | None = None,
    invocation_type: str = "RequestResponse",
) -> Invocation | None:
    """Invokes a function (name or ARN) as the SDK does. None without a gateway.

    The signature is not one: the header carries the region and the service, which is what the gateway routes by.
    """
    base = gateway_url()
    if base is None:
        return None
    query = f"?Qualifier={quote(qualifier, safe='')}" if qualifier else ""
    request = urllib.request.Request(
        f"{base}/2015-03-31/functions/{quote(function, safe='')}/invocations{query}",
        data=payload,
        method="POST",
        headers={
            "Content-Type": "application/json",
            "X-Amz-Invocation-Type": invocation_type,
            "X-Amz-Log-Type": "Tail",
            "Authorization": "AWS4-HMAC-SHA256 "
            f"Credential=moto/20250101/{region}/lambda/aws4_request, SignedHeaders=host, Signature=internal",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
            return _invocation(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return _invocation(error.code, error.headers, error.read())
    except OSError as error:
        message = {"errorType": "Emulator.GatewayUnreachable", "errorMessage": f"{base}: {error}"}
        return Invocation(503, json.dumps(message).encode(), "Unhandled", None)


def invoke_event(region: str, function: str, event: Any, qualifier: str | None = None) -> None:
    """Invokes asynchronously, as the services do: the caller neither waits nor fails."""
    if gateway_url() is None:
        return

    def send() -> None:
        answer = invoke(region, function, json.dumps(event).encode(), qualifier, "Event")
        if answer is not None and answer.failed:
            log.warning("event for %s was refused: %s %s", function, answer.status, answer.payload[:500])

    in_background(send)


def in_background(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()


def _invocation(status: int, headers: Any, body: bytes) -> Invocation:
    return Invocation(status, body, headers.get("X-Amz-Function-Error"), headers.get("X-Amz-Log-Result"))
