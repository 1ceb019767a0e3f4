"""RDS: the parameters of a parameter group.

Wrong: asked for `Source=user`, moto answers parameters without a source. AWS: those that were set, `Source: user`,
with the method of application that was given. It matters for `aws_db_parameter_group`: the provider drops what has no
source and plans to set it again.
"""

from typing import Any

from moto.rds.responses import RDSResponse

from ..patching import replaces


@replaces(RDSResponse, "describe_db_parameters")
def describe(original: Any, self: Any) -> Any:
    answer = original(self)
    answer.result["Parameters"] = [{**parameter, "Source": "user"} for parameter in answer.result["Parameters"]]
    return answer
