"""Lambda: what a function is configured with, read back.

Wrong: moto forgets `DeadLetterConfig`, `KMSKeyArn`, `LoggingConfig`, `SnapStart` and `FileSystemConfigs`,
never updates tracing, ephemeral storage and architectures, and answers an invented VPC id. AWS: all of them
as given, with defaults. It matters for every `aws_lambda_function`: the second plan differs.
"""

from typing import Any

from moto.awslambda.models import LambdaFunction

from ..patching import replaces, replaces_property

_KEPT = ("DeadLetterConfig", "KMSKeyArn", "LoggingConfig", "FileSystemConfigs", "SnapStart")


@replaces(LambdaFunction, "__init__")
def create(original: Any, self: Any, account_id: str, spec: dict[str, Any], *rest: Any, **named: Any) -> None:
    original(self, account_id, spec, *rest, **named)
    self.vpc_lambda_kept = {key: spec[key] for key in _KEPT if spec.get(key)}


@replaces(LambdaFunction, "get_configuration")
def read(original: Any, self: Any, on_create: bool = False) -> dict[str, Any]:
    configuration: dict[str, Any] = original(self, on_create)
    kept = self.vpc_lambda_kept
    configuration.update({key: kept[key] for key in ("KMSKeyArn", "FileSystemConfigs") if kept.get(key)})
    if kept.get("DeadLetterConfig", {}).get("TargetArn"):
        configuration["DeadLetterConfig"] = kept["DeadLetterConfig"]
    configuration["LoggingConfig"] = {
        "LogFormat": "Text",
        "LogGroup": f"/aws/lambda/{self.function_name}",
        **kept.get("LoggingConfig", {}),
    }
    apply_on = kept.get("SnapStart", {}).get("ApplyOn", "None")
    published = str(self.version) != "$LATEST"
    configuration["SnapStart"] = {
        "ApplyOn": apply_on,
        "OptimizationStatus": "On" if apply_on != "None" and published else "Off",
    }
    return configuration


@replaces(LambdaFunction, "update_configuration")
def update(original: Any, self: Any, updates: dict[str, Any]) -> dict[str, Any]:
    # Published versions are shallow copies that share this dictionary: replace it, do not change it.
    self.vpc_lambda_kept = {**self.vpc_lambda_kept, **{key: updates[key] for key in _KEPT if key in updates}}
    if "TracingConfig" in updates:
        self.tracing_config = updates["TracingConfig"]
    if "EphemeralStorage" in updates:
        self.ephemeral_storage = updates["EphemeralStorage"]["Size"]
    # AWS takes an empty environment for "none"; moto requires the key Variables.
    if "Environment" in updates and "Variables" not in updates["Environment"]:
        updates = {**updates, "Environment": {"Variables": {}}}
    answer: dict[str, Any] = original(self, updates)
    return answer


@replaces(LambdaFunction, "update_function_code")
def update_code(original: Any, self: Any, updates: dict[str, Any]) -> dict[str, Any]:
    if updates.get("Architectures"):
        self.architectures = updates["Architectures"]
    answer: dict[str, Any] = original(self, updates)
    return answer


@replaces_property(LambdaFunction, "vpc_config")
def vpc_config(original: Any, self: Any) -> dict[str, Any] | None:
    configuration: dict[str, Any] | None = original(self)
    if configuration and configuration.get("SubnetIds"):
        configuration["VpcId"] = _vpc_of(self, configuration["SubnetIds"][0]) or configuration.get("VpcId")
    return configuration


def _vpc_of(function: Any, subnet_id: str) -> str | None:
    from moto.ec2.models import ec2_backends

    for zone in ec2_backends[function.account_id][function.region].subnets.values():
        if subnet_id in zone:
            found: str = zone[subnet_id].vpc_id
            return found
    return None
