"""S3: bucket notifications.

Wrong: that events go to EventBridge is not read back. AWS: an empty `EventBridgeConfiguration`. It matters for
`aws_s3_bucket_notification` with `eventbridge = true`: the second plan differs.
"""

import re
from typing import Any

from moto.s3.responses import S3Response

from ..patching import replaces

_ELEMENT = "<EventBridgeConfiguration/>"


@replaces(S3Response, "get_bucket_notification")
def get_bucket_notification(original: Any, self: Any) -> Any:
    answer = original(self)
    configuration = self.backend.get_bucket_notification_configuration(self.bucket_name)
    if configuration is None or configuration.event_bridge is None:
        return answer
    status, headers, body = answer
    text = body.decode() if isinstance(body, bytes) else body
    if "EventBridgeConfiguration" in text:
        return answer
    if "</NotificationConfiguration>" in text:
        text = text.replace("</NotificationConfiguration>", f"{_ELEMENT}</NotificationConfiguration>")
    else:
        text = re.sub(
            r"<NotificationConfiguration([^>]*)/>",
            rf"<NotificationConfiguration\1>{_ELEMENT}</NotificationConfiguration>",
            text,
        )
    return status, headers, text
