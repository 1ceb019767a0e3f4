"""S3: bucket policies with conditions.

Wrong: moto ignores `Condition`, so that a statement which denies plain HTTP denies everything. AWS: a statement
applies only where its conditions hold. The emulator listens on loopback HTTP and stands for TLS, so
`aws:SecureTransport` is true. A condition that cannot be judged here leaves its statement out: as everywhere in the
emulator, permissions are not proven by it.
"""

import json
from typing import Any

from moto.s3.models import FakeBucket

from ..patching import replaces

# What is known about every request that reaches the emulator.
_KNOWN = {"aws:securetransport": "true", "s3:tlsversion": "1.3"}


@replaces(FakeBucket, "get_permission")
def get_permission(_original: Any, self: Any, action: str, resource: str) -> Any:
    from moto.iam.access_control import IAMPolicy, PermissionResult

    if self.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(self.policy.decode())
    statements = policy.get("Statement", [])
    statements = statements if isinstance(statements, list) else [statements]
    applying = [_without_condition(s) for s in statements if _holds(s.get("Condition") or {})]
    if not applying:
        return PermissionResult.NEUTRAL
    return IAMPolicy(json.dumps({**policy, "Statement": applying})).is_action_permitted(action, resource)


def _without_condition(statement: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in statement.items() if key != "Condition"}


def _holds(condition: dict[str, Any]) -> bool:
    return all(_operator_holds(operator, values) for operator, values in condition.items())


def _operator_holds(operator: str, values: dict[str, Any]) -> bool:
    for key, wanted in values.items():
        known = _KNOWN.get(key.lower())
        if known is None:
            return False
        texts = [str(text).lower() for text in (wanted if isinstance(wanted, list) else [wanted])]
        if operator in ("Bool", "BoolIfExists", "StringEquals"):
            matches = known in texts
        elif operator in ("NumericLessThan", "NumericLessThanIfExists"):
            matches = any(float(known) < float(text) for text in texts)
        else:
            return False
        if not matches:
            return False
    return True
