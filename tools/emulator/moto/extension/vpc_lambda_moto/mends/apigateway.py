"""API Gateway: REST APIs.

Wrong: the resource policy is answered as plain JSON; binary media types and the version are forgotten at
creation; a change of `minimumCompressionSize`, of the endpoint's VPC endpoints or of
`disableExecuteApiEndpoint` to false is ignored or misread (`bool("false")`); `ipAddressType` is invented.
AWS: the policy JSON-escaped inside a string (the provider unescapes it, and fails on what is not), and each
patch applied. It matters for `aws_api_gateway_rest_api` and `aws_api_gateway_rest_api_policy`.
"""

import json
from typing import Any

from moto.apigateway.models import RestAPI
from moto.apigateway.responses import APIGatewayResponse

from ..patching import replaces


@replaces(RestAPI, "to_dict")
def to_dict(original: Any, self: Any) -> dict[str, Any]:
    answer: dict[str, Any] = original(self)
    if answer.get("policy"):
        # A quoted JSON string without its quotes: that is how AWS answers, and what the provider expects.
        answer["policy"] = json.dumps(answer["policy"])[1:-1]
    endpoint = answer.get("endpointConfiguration")
    if isinstance(endpoint, dict):
        answer["endpointConfiguration"] = {key: value for key, value in endpoint.items() if key != "ipAddressType"}
    return answer


@replaces(APIGatewayResponse, "create_rest_api")
def create_rest_api(original: Any, self: Any) -> Any:
    answer = original(self)
    status, headers, body = answer
    if status != 200:
        return answer
    api = self.backend.get_rest_api(json.loads(body)["id"])
    api.binaryMediaTypes = list(self._get_param("binaryMediaTypes") or api.binaryMediaTypes)
    api.version = self._get_param("version") or api.version
    return status, headers, json.dumps(api.to_dict())


@replaces(RestAPI, "apply_patch_operations")
def apply_patch_operations(original: Any, self: Any, operations: list[dict[str, Any]]) -> None:
    original(self, [operation for operation in operations if not _patch(self, operation)])


def _patch(api: Any, operation: dict[str, Any]) -> bool:
    """Applies what moto does not, or not rightly; tells whether it did."""
    path, value, kind = operation["path"], operation.get("value"), operation["op"]
    if path == "/minimumCompressionSize":
        # AWS takes an empty value for "off".
        api.minimum_compression_size = int(value) if value not in (None, "") and kind != "remove" else None
    elif path == "/disableExecuteApiEndpoint":
        api.disableExecuteApiEndpoint = str(value).lower() == "true"
    elif path == "/policy" and (kind == "remove" or not value):
        api.policy = None
    elif path == "/failOnWarnings":
        pass
    elif path.startswith("/endpointConfiguration/vpcEndpointIds"):
        ids = api.endpoint_configuration.setdefault("vpcEndpointIds", [])
        if kind == "remove":
            if value in ids:
                ids.remove(value)
        elif value not in ids:
            ids.append(value)
    elif path.startswith("/endpointConfiguration/types/"):
        api.endpoint_configuration["types"] = [value]
    elif path.startswith("/endpointConfiguration/ipAddressType"):
        api.endpoint_configuration["ipAddressType"] = value
    elif path.startswith("/binaryMediaTypes/"):
        _patch_binary_media_types(api, path.removeprefix("/binaryMediaTypes/").replace("~1", "/"), kind, value)
    else:
        return False
    return True


def _patch_binary_media_types(api: Any, media_type: str, kind: str, value: str | None) -> None:
    types = api.binaryMediaTypes
    if kind in ("remove", "replace") and media_type in types:
        types.remove(media_type)
    added = media_type if kind == "add" else value if kind == "replace" else None
    if added and added not in types:
        types.append(added)
