"""API Gateway: client certificates.

Wrong: the calls are missing, and a stage forgets the certificate it presents. AWS: makes a self-signed certificate
that is valid for a year, and answers it by id. It matters for `aws_api_gateway_client_certificate` and the stage's
`client_certificate_id`. The private key is thrown away: nothing is called with it here.
"""

import json
from datetime import timedelta
from typing import Any

from moto.apigateway import urls
from moto.apigateway.models import Stage
from moto.apigateway.responses import APIGatewayResponse
from moto.core.utils import unix_time, utcnow
from moto.moto_api._internal import mock_random

from ..patching import adds, replaces, store

urls.url_paths["{0}/clientcertificates$"] = APIGatewayResponse.dispatch
urls.url_paths["{0}/clientcertificates/(?P<certificate_id>[^/]+)/?$"] = APIGatewayResponse.dispatch

_VALID = timedelta(days=365)


def _certificates(self: Any) -> dict[Any, Any]:
    return store(self.backend, "client_certificates")


def _pem() -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ApiGateway")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(utcnow()).not_valid_after(utcnow() + _VALID)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def _identifier(self: Any) -> str:
    identifier: str = self.path.rstrip("/").rsplit("/", 1)[-1]
    return identifier


def _not_found() -> Any:
    body = {"message": "Invalid Client Certificate identifier specified"}
    return 404, {"status": 404, "x-amzn-errortype": "NotFoundException"}, json.dumps(body)


@adds(APIGatewayResponse)
def generate_client_certificate(self: Any) -> Any:
    body = json.loads(self.body or "{}")
    now = utcnow()
    certificate = {
        "clientCertificateId": mock_random.get_random_hex(6),
        "description": body.get("description"),
        "pemEncodedCertificate": _pem(),
        "createdDate": int(unix_time(now)),
        "expirationDate": int(unix_time(now + _VALID)),
        "tags": body.get("tags") or {},
    }
    _certificates(self)[certificate["clientCertificateId"]] = certificate
    return 201, {"status": 201}, json.dumps(certificate)


@adds(APIGatewayResponse)
def get_client_certificate(self: Any) -> Any:
    found = _certificates(self).get(_identifier(self))
    return _not_found() if found is None else (200, {}, json.dumps(found))


@adds(APIGatewayResponse)
def get_client_certificates(self: Any) -> Any:
    return 200, {}, json.dumps({"item": list(_certificates(self).values())})


@adds(APIGatewayResponse)
def update_client_certificate(self: Any) -> Any:
    found = _certificates(self).get(_identifier(self))
    if found is None:
        return _not_found()
    for operation in json.loads(self.body).get("patchOperations", []):
        if operation["path"] == "/description":
            found["description"] = operation.get("value")
    return 200, {}, json.dumps(found)


@adds(APIGatewayResponse)
def delete_client_certificate(self: Any) -> Any:
    if _certificates(self).pop(_identifier(self), None) is None:
        return _not_found()
    return 202, {"status": 202}, "{}"


@replaces(Stage, "to_json")
def to_json(original: Any, self: Any) -> dict[str, Any]:
    answer: dict[str, Any] = original(self)
    certificate = getattr(self, "vpc_lambda_client_certificate", None)
    return {**answer, "clientCertificateId": certificate} if certificate else answer


@replaces(Stage, "apply_operations")
def apply_operations(original: Any, self: Any, operations: list[dict[str, Any]]) -> Any:
    for operation in operations:
        if operation["path"] == "/clientCertificateId":
            self.vpc_lambda_client_certificate = operation.get("value") or None
    return original(self, [one for one in operations if one["path"] != "/clientCertificateId"])


@replaces(APIGatewayResponse, "create_stage")
def create_stage(original: Any, self: Any) -> Any:
    answer = original(self)
    certificate = self._get_param("clientCertificateId")
    if certificate:
        status, headers, body = answer
        stage = self.backend.get_stage(self.path.split("/")[2], json.loads(body)["stageName"])
        stage.vpc_lambda_client_certificate = certificate
        return status, headers, json.dumps(stage.to_json())
    return answer
