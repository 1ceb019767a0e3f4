"""Lambda: code-signing configurations.

Wrong: the API is missing (404), and every function answers a configuration of null. AWS: configurations of their own,
which functions refer to. It matters for `aws_lambda_code_signing_config` and `code_signing_config_arn`.
"""

import json
import uuid
from typing import Any
from urllib.parse import unquote

from moto.awslambda import urls
from moto.awslambda.responses import LambdaResponse
from moto.core.utils import utcnow

from ..patching import adds, replaces, store

for _suffix in ("$", "/$", "/(?P<arn>.+)$"):
    urls.url_paths[r"{0}/(?P<api_version>[^/]+)/code-signing-configs" + _suffix] = LambdaResponse.dispatch


def _arn(self: Any) -> str:
    return unquote(self.path.split("/code-signing-configs/", 1)[1]).rstrip("/")


def _not_found(arn: str) -> tuple[int, dict[str, Any], str]:
    message = f"The code signing configuration cannot be found. Check that the provided ARN is correct: {arn}"
    return 404, {"status": 404, "x-amzn-errortype": "ResourceNotFoundException"}, json.dumps({"Message": message})


def _now() -> str:
    return utcnow().strftime("%Y-%m-%dT%H:%M:%S.000+0000")


@adds(LambdaResponse)
def create_code_signing_config(self: Any) -> Any:
    body = self.json_body
    name = f"csc-{uuid.uuid4().hex[:17]}"
    arn = f"arn:{self.partition}:lambda:{self.region}:{self.current_account}:code-signing-config:{name}"
    configuration = {
        "CodeSigningConfigId": name,
        "CodeSigningConfigArn": arn,
        "Description": body.get("Description", ""),
        "AllowedPublishers": body["AllowedPublishers"],
        "CodeSigningPolicies": body.get("CodeSigningPolicies") or {"UntrustedArtifactOnDeployment": "Warn"},
        "LastModified": _now(),
    }
    store(self.backend, "code_signing")[arn] = configuration
    store(self.backend, "tags")[arn] = body.get("Tags") or {}
    return 201, {"status": 201}, json.dumps({"CodeSigningConfig": configuration})


@adds(LambdaResponse)
def get_code_signing_config(self: Any) -> Any:
    found = store(self.backend, "code_signing").get(_arn(self))
    return _not_found(_arn(self)) if found is None else (200, {}, json.dumps({"CodeSigningConfig": found}))


@adds(LambdaResponse)
def update_code_signing_config(self: Any) -> Any:
    found = store(self.backend, "code_signing").get(_arn(self))
    if found is None:
        return _not_found(_arn(self))
    found.update({key: value for key, value in self.json_body.items() if value is not None})
    found["LastModified"] = _now()
    return 200, {}, json.dumps({"CodeSigningConfig": found})


@adds(LambdaResponse)
def delete_code_signing_config(self: Any) -> Any:
    if store(self.backend, "code_signing").pop(_arn(self), None) is None:
        return _not_found(_arn(self))
    return 204, {"status": 204}, ""


@replaces(LambdaResponse, "get_function_code_signing_config")
def get_of_function(_original: Any, self: Any) -> str:
    function = self.backend.get_function(unquote(self.path.rstrip("/").split("/")[-2]))
    answer = {"FunctionName": function.function_name}
    if function.code_signing_config_arn:
        answer["CodeSigningConfigArn"] = function.code_signing_config_arn
    return json.dumps(answer)


@adds(LambdaResponse)
def put_function_code_signing_config(self: Any) -> str:
    function = self.backend.get_function(unquote(self.path.rstrip("/").split("/")[-2]))
    function.code_signing_config_arn = self.json_body["CodeSigningConfigArn"]
    return get_of_function(None, self)


@adds(LambdaResponse)
def delete_function_code_signing_config(self: Any) -> Any:
    function = self.backend.get_function(unquote(self.path.rstrip("/").split("/")[-2]))
    function.code_signing_config_arn = None
    return 204, {"status": 204}, ""


def _is_ours(self: Any) -> str | None:
    arn = unquote(self.path.split("/tags/", 1)[1])
    return arn if ":code-signing-config:" in arn else None


@replaces(LambdaResponse, "list_tags")
def list_tags(original: Any, self: Any) -> Any:
    arn = _is_ours(self)
    return original(self) if arn is None else json.dumps({"Tags": store(self.backend, "tags").get(arn, {})})


@replaces(LambdaResponse, "tag_resource")
def tag_resource(original: Any, self: Any) -> Any:
    arn = _is_ours(self)
    if arn is None:
        return original(self)
    store(self.backend, "tags").setdefault(arn, {}).update(self.json_body["Tags"])
    return "{}"


@replaces(LambdaResponse, "untag_resource")
def untag_resource(original: Any, self: Any) -> Any:
    arn = _is_ours(self)
    if arn is None:
        return original(self)
    for key in self.querystring["tagKeys"]:
        store(self.backend, "tags").get(arn, {}).pop(key, None)
    return 204, {"status": 204}, "{}"
