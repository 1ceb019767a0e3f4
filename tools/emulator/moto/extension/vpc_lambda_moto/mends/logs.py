"""CloudWatch Logs: saved Insights queries.

Wrong: the three calls are missing. AWS: keeps query definitions by id. It matters for
`aws_cloudwatch_query_definition`.
"""

import json
import uuid
from typing import Any

from moto.core.utils import unix_time_millis
from moto.logs.responses import LogsResponse

from ..patching import adds, store


def _definitions(self: Any) -> dict[Any, Any]:
    return store(self.logs_backend, "query_definitions")


@adds(LogsResponse)
def put_query_definition(self: Any) -> str:
    body = json.loads(self.body)
    identifier = body.get("queryDefinitionId") or str(uuid.uuid4())
    _definitions(self)[identifier] = {
        "queryDefinitionId": identifier,
        "name": body["name"],
        "queryString": body["queryString"],
        "queryLanguage": body.get("queryLanguage", "CWLI"),
        "logGroupNames": body.get("logGroupNames", []),
        "lastModified": int(unix_time_millis()),
    }
    return json.dumps({"queryDefinitionId": identifier})


@adds(LogsResponse)
def describe_query_definitions(self: Any) -> str:
    prefix = json.loads(self.body).get("queryDefinitionNamePrefix", "")
    found = [query for query in _definitions(self).values() if query["name"].startswith(prefix)]
    return json.dumps({"queryDefinitions": found})


@adds(LogsResponse)
def delete_query_definition(self: Any) -> str:
    found = _definitions(self).pop(json.loads(self.body)["queryDefinitionId"], None)
    return json.dumps({"success": found is not None})
