"""RDS: the managed master password.

Wrong: the secret that moto creates always holds the user `admin` and one fixed password. AWS: the name of the
cluster's master user and a random password. It matters to what logs in with that secret: the migrations.
"""

import json
import secrets
import string
from typing import Any

from moto.rds.models import MasterUserSecret

from ..patching import replaces

# What Aurora accepts in a password, without the characters that it refuses: / @ " and space.
_ALPHABET = string.ascii_letters + string.digits + "!#$%&()*+,-.:;<=>?[]^_{|}~"


@replaces(MasterUserSecret, "_generate_secret_string")
def secret_string(_original: Any, self: Any) -> str:
    password = "".join(secrets.choice(_ALPHABET) for _ in range(32))
    return json.dumps({"username": self.resource.master_username, "password": password})
