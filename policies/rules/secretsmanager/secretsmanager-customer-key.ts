import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'secretsmanager-customer-key',
  severity: 'medium',
  summary: 'A secret is encrypted with a key of its own.',
  rationale:
    'Under the key of AWS every principal that may read the secret may decrypt it, no key policy stands ' +
    'between, and the secret cannot be shared with another account.',
  remediation: 'Set `kms_key_id` to a key that the configuration manages.',
  references: ['CKV_AWS_149', 'AVD-AWS-0098'],
  types: ['aws_secretsmanager_secret'],
  check: (resource, context) => mustHaveCustomerKey(resource, 'kms_key_id', context),
};
