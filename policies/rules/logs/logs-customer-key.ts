import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'logs-customer-key',
  severity: 'low',
  summary: 'A log group is encrypted with a key of its own.',
  rationale:
    'Logs repeat what the functions handle. With a key of its own, reading them takes a permission on the ' +
    'key too.',
  remediation: 'Set `kms_key_id` to a key whose policy admits `logs.<region>.amazonaws.com`.',
  references: ['CKV_AWS_158', 'AVD-AWS-0017'],
  types: ['aws_cloudwatch_log_group'],
  check: (resource, context) => mustHaveCustomerKey(resource, 'kms_key_id', context),
};
