"""RDS: what a database instance is observed with.

Wrong: monitoring, Performance Insights, the certificate authority and the promotion tier are not read back, and every
instance has the same resource id. AWS: as given, with defaults. It matters for `aws_rds_cluster_instance` and
`aws_db_instance`: a difference each (and the creation of an instance took the provider 190 s instead of 30).
"""

import random
import string
from typing import Any

from moto.rds.models import DBInstance

from ..patching import replaces

_DEFAULTS: dict[str, Any] = {
    "monitoring_interval": 0,
    "monitoring_role_arn": None,
    "performance_insights_enabled": False,
    "performance_insights_kms_key_id": None,
    "performance_insights_retention_period": None,
    "database_insights_mode": "standard",
}
# How the request calls what the answer calls otherwise.
_REQUESTED = {"performance_insights_enabled": "enable_performance_insights"}


def _observe(instance: Any, settings: dict[str, Any]) -> None:
    for name in _DEFAULTS:
        given = settings.get(_REQUESTED.get(name, name))
        if given is not None:
            setattr(instance, name, given)
    if not instance.performance_insights_enabled:
        instance.performance_insights_kms_key_id = None
        instance.performance_insights_retention_period = None
    elif not instance.performance_insights_retention_period:
        instance.performance_insights_retention_period = 7


@replaces(DBInstance, "__init__")
def create(original: Any, self: Any, *args: Any, **settings: Any) -> None:
    for name, default in _DEFAULTS.items():
        setattr(self, name, default)
    # What AWS has issued by default.
    if not settings.get("ca_certificate_identifier"):
        settings = {**settings, "ca_certificate_identifier": "rds-ca-rsa2048-g1"}
    original(self, *args, **settings)
    self.dbi_resource_id = "db-" + "".join(random.choices(string.ascii_uppercase + string.digits, k=26))
    _observe(self, settings)


@replaces(DBInstance, "update")
def update(original: Any, self: Any, **settings: Any) -> None:
    original(self, **settings)
    _observe(self, settings)
