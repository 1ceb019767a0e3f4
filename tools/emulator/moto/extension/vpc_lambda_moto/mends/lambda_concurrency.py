"""Lambda: provisioned concurrency and event-invoke settings, by qualifier.

Wrong: the provisioned-concurrency API is missing (404); PutFunctionEventInvokeConfig adds a second configuration
instead of replacing the first, and forgets the qualifier. AWS: one configuration of each kind for each version or
alias. It matters for `aws_lambda_provisioned_concurrency_config` and `aws_lambda_function_event_invoke_config`.
"""

import json
from typing import Any
from urllib.parse import unquote

from moto.awslambda import urls
from moto.awslambda.models import EventInvokeConfig
from moto.awslambda.responses import LambdaResponse
from moto.core.utils import unix_time, utcnow

from ..patching import adds, replaces, store

urls.url_paths[
    r"{0}/(?P<api_version>[^/]+)/functions/(?P<function_name>[\w_:%-]+)/provisioned-concurrency$"
] = LambdaResponse.dispatch


def _function_and_qualifier(self: Any, position: int) -> tuple[str, str]:
    name = unquote(self.path.rstrip("/").split("/")[position])
    function = self.backend.get_function(name)
    return function.function_name, (self.querystring.get("Qualifier") or ["$LATEST"])[0]


def _not_found(message: str, kind: str = "ResourceNotFoundException") -> tuple[int, dict[str, Any], str]:
    return 404, {"status": 404, "x-amzn-errortype": kind}, json.dumps({"Type": "User", "Message": message})


@adds(LambdaResponse)
def put_provisioned_concurrency_config(self: Any) -> Any:
    key = _function_and_qualifier(self, -2)
    count = json.loads(self.body)["ProvisionedConcurrentExecutions"]
    configuration = {
        "RequestedProvisionedConcurrentExecutions": count,
        "AvailableProvisionedConcurrentExecutions": count,
        "AllocatedProvisionedConcurrentExecutions": count,
        "Status": "READY",
        "LastModified": utcnow().strftime("%Y-%m-%dT%H:%M:%S+0000"),
    }
    store(self.backend, "provisioned")[key] = configuration
    return 202, {"status": 202}, json.dumps(configuration)


@adds(LambdaResponse)
def get_provisioned_concurrency_config(self: Any) -> Any:
    found = store(self.backend, "provisioned").get(_function_and_qualifier(self, -2))
    if found is None:
        return _not_found(
            "No Provisioned Concurrency Config found for this function",
            "ProvisionedConcurrencyConfigNotFoundException",
        )
    return 200, {}, json.dumps(found)


@adds(LambdaResponse)
def list_provisioned_concurrency_configs(self: Any) -> Any:
    name, _ = _function_and_qualifier(self, -2)
    found = [value for key, value in store(self.backend, "provisioned").items() if key[0] == name]
    return 200, {}, json.dumps({"ProvisionedConcurrencyConfigs": found})


@adds(LambdaResponse)
def delete_provisioned_concurrency_config(self: Any) -> Any:
    store(self.backend, "provisioned").pop(_function_and_qualifier(self, -2), None)
    return 204, {"status": 204}, ""


@replaces(LambdaResponse, "put_function_event_invoke_config")
def put_event_invoke_config(_original: Any, self: Any) -> Any:
    name, qualifier = _function_and_qualifier(self, -2)
    arn = f"{self.backend.get_function(name).function_arn}:{qualifier}"
    # moto's class validates the values; AWS answers the qualified ARN and a time in seconds.
    config = EventInvokeConfig(arn, unix_time(utcnow()), self.json_body)  # type: ignore[arg-type]
    store(self.backend, "event_invoke")[name, qualifier] = config
    return 200, {}, json.dumps(config.response())


@replaces(LambdaResponse, "update_function_event_invoke_config")
def update_event_invoke_config(_original: Any, self: Any) -> Any:
    found = store(self.backend, "event_invoke").get(_function_and_qualifier(self, -2))
    if found is None:
        return put_event_invoke_config(None, self)
    found.config.update(self.json_body)
    return 200, {}, json.dumps(found.response())


@replaces(LambdaResponse, "get_function_event_invoke_config")
def get_event_invoke_config(_original: Any, self: Any) -> Any:
    name, qualifier = _function_and_qualifier(self, -2)
    found = store(self.backend, "event_invoke").get((name, qualifier))
    if found is None:
        return _not_found(f"The function {name} doesn't have an EventInvokeConfig")
    return 200, {}, json.dumps(found.response())


@replaces(LambdaResponse, "delete_function_event_invoke_config")
def delete_event_invoke_config(_original: Any, self: Any) -> Any:
    name, qualifier = _function_and_qualifier(self, -2)
    if store(self.backend, "event_invoke").pop((name, qualifier), None) is None:
        return _not_found(f"The function {name} doesn't have an EventInvokeConfig")
    return 204, {"status": 204}, ""


@replaces(LambdaResponse, "list_function_event_invoke_configs")
def list_event_invoke_configs(_original: Any, self: Any) -> str:
    name, _ = _function_and_qualifier(self, -3)
    found = [value.response() for key, value in store(self.backend, "event_invoke").items() if key[0] == name]
    return json.dumps({"FunctionEventInvokeConfigs": found})


@replaces(LambdaResponse, "delete_function")
def forget_with_the_function(original: Any, self: Any) -> Any:
    name = unquote(self.path.rsplit("/", 1)[-1]).split(":function:")[-1].split(":")[0]
    answer = original(self)
    if not self._get_param("Qualifier", None):
        for kind in ("provisioned", "event_invoke"):
            kept = store(self.backend, kind)
            for key in [key for key in kept if key[0] == name]:
                del kept[key]
    return answer
