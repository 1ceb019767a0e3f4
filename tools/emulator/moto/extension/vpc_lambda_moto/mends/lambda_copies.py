"""Lambda: the copy of a function that CreateFunction answers.

Wrong: the copy takes along every log group and stream of the region, so that it costs more with every line that was
logged, and ends with 500 when a log group is made meanwhile: the function then exists, and the same request sent again
is refused with `ResourceConflictException`. AWS: no such thing. It matters for an apply on a busy machine.
"""

import copy
from typing import Any

from moto.awslambda.models import LambdaFunction

from ..patching import adds


@adds(LambdaFunction)
def __deepcopy__(self: Any, known: dict[int, Any]) -> Any:
    known[id(self.logs_backend)] = self.logs_backend
    copied = LambdaFunction.__new__(LambdaFunction)
    known[id(self)] = copied
    copied.__dict__.update(copy.deepcopy(self.__getstate__(), known))
    return copied
