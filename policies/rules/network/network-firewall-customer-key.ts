import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-firewall-customer-key',
  severity: 'low',
  summary: 'A network firewall and its rule groups are encrypted with a key of the customer.',
  rationale: 'Who may read the rules is then decided by a key policy, and each use of the key is logged.',
  remediation: 'Set `encryption_configuration { type = "CUSTOMER_KMS" key_id = … }`.',
  references: ['CKV_AWS_345'],
  types: ['aws_networkfirewall_firewall', 'aws_networkfirewall_rule_group'],
  check: (resource, context) => mustHaveCustomerKey(resource, 'encryption_configuration[0].key_id', context),
};
