import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudtrail-customer-key',
  severity: 'medium',
  summary: 'A trail is encrypted with a key of its own.',
  rationale:
    'Whoever may read the bucket reads who did what in the account. A key of its own asks for a second ' +
    'permission.',
  remediation: 'Set `kms_key_id`.',
  references: ['CKV_AWS_35', 'AVD-AWS-0015'],
  types: ['aws_cloudtrail'],
  check: (resource, context) => mustHaveCustomerKey(resource, 'kms_key_id', context),
};
