import { companionsOf } from '../companions';
import { needsCompanion } from '../needs-companion';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-firewall-logging',
  severity: 'medium',
  summary: 'A network firewall logs what it sees.',
  rationale:
    'What was dropped, and what was let through, cannot be told afterwards; an allowlist that is too ' +
    'narrow is not found.',
  remediation: 'Add an `aws_networkfirewall_logging_configuration` for the firewall.',
  references: ['CKV2_AWS_63'],
  types: ['aws_networkfirewall_firewall'],
  check: (resource, context) =>
    needsCompanion(
      companionsOf(context, resource, 'aws_networkfirewall_logging_configuration', 'firewall_arn'),
      'no logging configuration names the firewall',
    ),
};
