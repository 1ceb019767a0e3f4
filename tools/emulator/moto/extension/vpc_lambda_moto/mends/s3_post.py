"""S3: browser uploads with a presigned POST.

Wrong: moto stores whatever is posted. AWS: checks the policy that was signed: its expiry, each condition, that no
field is outside it, and the size of the file. It matters to the upload of cheque images: a form that a real bucket
would refuse must be refused here. (The signature itself is not checked: the emulator knows no secret keys.)
"""

import base64
import json
from datetime import datetime, timezone
from typing import Any

from moto.s3.exceptions import S3ClientError
from moto.s3.responses import S3Response

from ..patching import replaces

# Fields that no condition has to name.
_FREE = {"policy", "file", "x-amz-signature", "signature", "awsaccesskeyid"}


class PostRefused(S3ClientError):
    def __init__(self, code: str, message: str, status: int):
        super().__init__(code, message)
        self.code = code
        self.status = status


@replaces(S3Response, "_bucket_response_post")
def bucket_response_post(original: Any, self: Any, request: Any, bucket_name: str) -> Any:
    form = {name.lower(): value for name, value in (self.form_data or {}).items()}
    if "policy" in form:
        check(form["policy"], form, bucket_name, self.body, datetime.now(timezone.utc))
    return original(self, request, bucket_name)


def check(encoded: str, form: dict[str, str], bucket: str, file: str | bytes, now: datetime) -> None:
    """@raises PostRefused with the code that S3 answers"""
    try:
        policy = json.loads(base64.b64decode(encoded))
        expires = datetime.fromisoformat(policy["expiration"].replace("Z", "+00:00"))
        conditions = policy["conditions"]
    except (ValueError, KeyError, TypeError):
        raise PostRefused("InvalidPolicyDocument", "Invalid Policy: Invalid JSON.", 400) from None
    if now >= expires:
        raise PostRefused("AccessDenied", "Invalid according to Policy: Policy expired.", 403)
    given = {**form, "bucket": bucket}
    named = set(_FREE)
    for condition in conditions:
        if isinstance(condition, dict):
            for name, wanted in condition.items():
                _match(["eq", f"${name}", wanted], given)
                named.add(name.lower())
        elif condition[0].lower() == "content-length-range":
            _check_size(condition, file)
        else:
            _match(condition, given)
            named.add(condition[1].lstrip("$").lower())
    extra = sorted(name for name in form if name not in named and not name.startswith("x-ignore-"))
    if extra:
        message = f"Invalid according to Policy: Extra input fields: {', '.join(extra)}"
        raise PostRefused("AccessDenied", message, 403)


def _check_size(condition: list[Any], file: str | bytes) -> None:
    size = len(file.encode() if isinstance(file, str) else file)
    if size < int(condition[1]):
        raise PostRefused("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400)
    if size > int(condition[2]):
        raise PostRefused("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400)


def _match(condition: list[Any], given: dict[str, str]) -> None:
    operator, name, wanted = condition[0].lower(), condition[1].lstrip("$").lower(), str(condition[2])
    value = given.get(name, "")
    # A key may end in ${filename}: S3 compares before it fills that in, and so do we.
    holds = value == wanted if operator == "eq" else value.startswith(wanted)
    if not holds:
        message = f"Invalid according to Policy: Policy Condition failed: {json.dumps(condition)}"
        raise PostRefused("AccessDenied", message, 403)
