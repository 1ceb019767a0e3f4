"""Lambda: running a function.

Wrong: moto starts a Docker container and, without Docker, answers with its input. AWS runs the function. The
emulator's gateway takes Invoke before moto sees it; what moto itself invokes (EventBridge, SNS, S3, log
subscriptions, DynamoDB streams) is sent there too. Without a gateway nothing is run, and the answer says so.
"""

import json
from typing import Any

from moto.awslambda.models import LambdaFunction

from .. import gateway
from ..patching import replaces


@replaces(LambdaFunction, "invoke")
def invoke(_original: Any, self: Any, body: str, request_headers: Any, response_headers: Any) -> str | bytes:
    payload = body.encode() if isinstance(body, str) else body or b"{}"
    if not request_headers and not _is_polled(payload):
        # S3, SNS, logs and rules hand their event over and go on; the host retries and keeps what failed.
        gateway.invoke_event(self.region, self.function_name, json.loads(payload), str(self.version))
        return b""
    kind = request_headers.get("x-amz-invocation-type") or request_headers.get("X-Amz-Invocation-Type")
    answer = gateway.invoke(
        self.region, self.function_name, payload, str(self.version), kind or "RequestResponse"
    )
    if answer is None:
        response_headers["x-amz-function-error"] = "Unhandled"
        return json.dumps(
            {
                "errorType": "Emulator.NoFunctionHost",
                "errorMessage": f"{self.function_name} was not run: VPC_LAMBDA_GATEWAY_URL is not set",
            }
        ).encode()
    if answer.failed:
        response_headers["x-amz-function-error"] = answer.function_error or "Unhandled"
    if answer.log_result:
        response_headers["x-amz-log-result"] = answer.log_result
    return answer.payload


def _is_polled(payload: bytes) -> bool:
    """Streams and queues are read by a poller that waits for the function's answer."""
    try:
        source = json.loads(payload)["Records"][0]["eventSource"]
    except (ValueError, KeyError, IndexError, TypeError):
        return False
    return source in ("aws:sqs", "aws:dynamodb", "aws:kinesis")
