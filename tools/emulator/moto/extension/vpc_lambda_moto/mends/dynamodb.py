"""DynamoDB: writes of one item happen one after the other.

Wrong: moto answers each request in a thread of its own and holds no lock between checking a condition and writing: of
two puts with `attribute_not_exists` that arrive together both can succeed. AWS: conditional writes are atomic, one of
them fails. It matters for everything that relies on it: in a soak of 2,000 deposits two requests with the same
idempotency key became two deposits.
"""

import functools
import threading
from typing import Any

from moto.dynamodb.models import DynamoDBBackend

from ..patching import replaces

# Re-entrant: a transaction calls the single writes. One for all tables: a transaction writes to several.
_writing = threading.RLock()


def _one_at_a_time(name: str) -> None:
    @replaces(DynamoDBBackend, name)
    @functools.wraps(getattr(DynamoDBBackend, name))
    def write(original: Any, *args: Any, **kwargs: Any) -> Any:
        with _writing:
            return original(*args, **kwargs)


for _name in ("put_item", "update_item", "delete_item", "transact_write_items"):
    _one_at_a_time(_name)
