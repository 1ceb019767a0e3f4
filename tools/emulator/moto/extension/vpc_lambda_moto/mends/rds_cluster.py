"""RDS: Aurora clusters as they are today.

Wrong: the Data API can be enabled on Serverless v1 only (of versions that no longer exist), and every cluster answers
the scaling block of v1; `EnableHttpEndpoint` and `DisableHttpEndpoint` are missing; Performance Insights and the
monitoring of a cluster are not read back. AWS: the Data API on provisioned and Serverless v2 clusters, the v1 block
for `engine_mode = "serverless"` only. It matters for `aws_rds_cluster`: each of them shows as a difference.
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.rds.models import DBCluster, RDSBackend
from moto.rds.responses import RDSResponse

from ..patching import adds, replaces, replaces_property


def _set_http_endpoint(self: Any, value: bool | None) -> None:
    self._enable_http_endpoint = bool(value)


DBCluster.enable_http_endpoint = property(  # type: ignore[assignment]
    lambda self: self._enable_http_endpoint, _set_http_endpoint
)


@replaces_property(DBCluster, "scaling_configuration_info")
def scaling_configuration_info(original: Any, self: Any) -> Any:
    return original(self) if self.engine_mode == "serverless" else None


def _cluster_by_arn(self: Any) -> Any:
    return self.backend.describe_db_clusters(self.params["ResourceArn"].split(":cluster:")[-1])[0]


@adds(RDSResponse)
def enable_http_endpoint(self: Any) -> ActionResult:
    cluster = _cluster_by_arn(self)
    cluster.enable_http_endpoint = True
    return ActionResult({"ResourceArn": cluster.arn, "HttpEndpointEnabled": True})


@adds(RDSResponse)
def disable_http_endpoint(self: Any) -> ActionResult:
    cluster = _cluster_by_arn(self)
    cluster.enable_http_endpoint = False
    return ActionResult({"ResourceArn": cluster.arn, "HttpEndpointEnabled": False})


_OBSERVED: dict[str, Any] = {
    "monitoring_interval": 0,
    "monitoring_role_arn": None,
    "performance_insights_enabled": False,
    "performance_insights_kms_key_id": None,
    "performance_insights_retention_period": None,
    "database_insights_mode": "standard",
}


def _observe(cluster: Any, settings: dict[str, Any]) -> None:
    for name, default in _OBSERVED.items():
        given = settings.get(_REQUEST_NAMES.get(name, name))
        if given is not None:
            setattr(cluster, name, given)
        elif not hasattr(cluster, name):
            setattr(cluster, name, default)


_REQUEST_NAMES = {"performance_insights_enabled": "enable_performance_insights"}


@replaces(DBCluster, "__init__")
def create(original: Any, self: Any, *args: Any, **named: Any) -> None:
    original(self, *args, **named)
    _observe(self, named)


@replaces(RDSBackend, "modify_db_cluster")
def modify(original: Any, self: Any, settings: dict[str, Any]) -> Any:
    cluster = self.clusters.get(settings["db_cluster_identifier"])
    if cluster is not None:
        # moto would make a second secret for a password that is managed already, and orphan the first.
        if settings.get("manage_master_user_password") and cluster.manage_master_user_password:
            settings = {key: value for key, value in settings.items() if key != "manage_master_user_password"}
        _observe(cluster, settings)
    return original(self, settings)
