import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'ecs-efs-customer-key',
  severity: 'low',
  summary: 'A file system is encrypted with a key of its own.',
  rationale:
    'Under the key of AWS whoever may mount the file system reads it, and nobody can withdraw the key.',
  remediation: 'Set `kms_key_id`.',
  references: ['CKV_AWS_184'],
  types: ['aws_efs_file_system'],
  check: (resource, context) => mustHaveCustomerKey(resource, 'kms_key_id', context),
};
