"""Lambda: the deployed code.

Wrong: `Code.Location` of GetFunction points to a bucket that does not exist. AWS: a URL that returns the zip of the
version or alias asked for. The function host downloads and runs what was deployed.
"""

from typing import Any

from moto.awslambda.models import LambdaFunction

from ..code_download import location
from ..patching import replaces


@replaces(LambdaFunction, "get_code")
def get_code(original: Any, self: Any) -> dict[str, Any]:
    answer: dict[str, Any] = original(self)
    if self.package_type != "Image":
        answer["Code"] = {
            "RepositoryType": "S3",
            "Location": location(self.account_id, self.region, self.function_name, str(self.version)),
        }
    return answer
