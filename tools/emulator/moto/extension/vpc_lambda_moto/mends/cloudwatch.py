"""CloudWatch: composite alarms.

Wrong: `PutCompositeAlarm` is missing, and what moto keeps as a rule is not answered as `AlarmRule`. AWS: both. It
matters for `aws_cloudwatch_composite_alarm`.
"""

from typing import Any

from moto.cloudwatch.models import Alarm
from moto.cloudwatch.responses import CloudWatchResponse

from ..patching import adds


@adds(CloudWatchResponse)
def put_composite_alarm(self: Any) -> Any:
    # moto's own method reads AlarmRule "to re-use this method for composite alarms".
    return self.put_metric_alarm()


Alarm.alarm_rule = property(lambda self: self.rule)  # type: ignore[attr-defined]
