import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-no-public-ip-on-launch',
  severity: 'high',
  summary: 'A subnet gives no public address to what is started in it.',
  rationale:
    'Whatever is put into the subnet is then reachable from the internet, as far as its security ' +
    'group admits it, without anybody having decided so.',
  remediation:
    'Leave `map_public_ip_on_launch` out or set it to false; give an elastic IP to the few that need ' +
    'one.',
  references: ['CKV_AWS_130', 'AVD-AWS-0164'],
  types: ['aws_subnet'],
  check: (resource) => mustBeFalse(resource, 'map_public_ip_on_launch'),
};
