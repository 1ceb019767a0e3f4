"""Serves the deployed zip of a function, by plain HTTP.

Wrong: GetFunction's `Code.Location` names a bucket on amazonaws.com that does not hold the code.
AWS: a presigned URL that returns the zip of the version asked for. It matters to the function host, which runs what
was deployed, and to nobody else: Terraform does not read it.
"""

import os
import re
from typing import Any, Callable, Iterable
from urllib.parse import quote, unquote

PREFIX = "/_vpc-lambda/code/"
_PATH = re.compile(re.escape(PREFIX) + r"(?P<account>\d{12})/(?P<region>[\w-]+)/(?P<name>[^/]+)/(?P<version>[^/]+)\.zip$")


def location(account: str, region: str, name: str, version: str) -> str:
    """Where the zip of that version lies. `version` is `$LATEST` or a number."""
    path = f"{PREFIX}{account}/{region}/{quote(name, safe='')}/{quote(version, safe='')}.zip"
    return f"http://127.0.0.1:{os.environ['MOTO_PORT']}{path}"


def serving(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Answers for the code, and hands everything else to moto."""

    def dispatch(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX):
            return application(environ, start_response)
        code = _code(path)
        status = "404 Not Found" if code is None else "200 OK"
        body = b"no such function, version or code\n" if code is None else code
        content_type = "text/plain" if code is None else "application/zip"
        start_response(status, [("Content-Type", content_type), ("Content-Length", str(len(body)))])
        return [body]

    return dispatch


def _code(path: str) -> bytes | None:
    from moto.awslambda.exceptions import LambdaClientError
    from moto.awslambda.models import lambda_backends

    match = _PATH.match(path)
    if match is None:
        return None
    backend = lambda_backends[match["account"]][match["region"]]
    try:
        function = backend.get_function(unquote(match["name"]), unquote(match["version"]))
    except LambdaClientError:
        return None
    return getattr(function, "code_bytes", None) or None
