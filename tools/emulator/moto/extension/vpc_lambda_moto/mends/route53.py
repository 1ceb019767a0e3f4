"""Route 53: private zones.

Wrong: a zone is private only when `HostedZoneConfig.PrivateZone` is sent. AWS: the VPC given at creation makes it
private, and the provider sends nothing else. It matters for `aws_route53_zone` with a `vpc` block, whose read waits
for the association.
"""

from typing import Any

from moto.route53.responses import Route53

from ..patching import replaces


@replaces(Route53, "create_hosted_zone")
def create_hosted_zone(original: Any, self: Any) -> Any:
    read = self._get_bool_param
    has_vpc = bool(self._get_param("VPC.VPCId"))

    def with_privacy(name: str, default: Any = None) -> Any:
        return True if has_vpc and name == "HostedZoneConfig.PrivateZone" else read(name, default)

    self._get_bool_param = with_privacy
    return original(self)
