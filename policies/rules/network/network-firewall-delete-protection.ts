import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-firewall-delete-protection',
  severity: 'medium',
  summary: 'A network firewall is protected against deletion.',
  rationale:
    'Without the firewall its routes lead nowhere: the network stands still, or is opened in a hurry.',
  remediation: 'Set `delete_protection = true`.',
  references: ['CKV_AWS_344'],
  types: ['aws_networkfirewall_firewall'],
  check: (resource) => mustBeTrue(resource, 'delete_protection'),
};
