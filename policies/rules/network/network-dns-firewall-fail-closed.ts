import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-dns-firewall-fail-closed',
  severity: 'medium',
  summary: 'The DNS firewall refuses queries when it cannot judge them.',
  rationale:
    'With fail-open, who makes the firewall slow, or waits for a fault, reaches every host; the ' +
    'allowlist holds only while all is well.',
  remediation: 'Leave `firewall_fail_open` out or set it to "DISABLED".',
  types: ['aws_route53_resolver_firewall_config'],
  check: (resource) => mustBeOneOf(resource, 'firewall_fail_open', ['DISABLED'], { absent: 'DISABLED' }),
};
