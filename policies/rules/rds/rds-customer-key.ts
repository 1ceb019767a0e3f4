import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-customer-key',
  severity: 'low',
  summary: 'A database cluster is encrypted with a key of its own.',
  rationale:
    'The key of AWS is shared by all databases of the account: its policy cannot be narrowed, its use ' +
    'cannot be told apart, and a snapshot under it cannot be shared with another account.',
  remediation: 'Set `kms_key_id` (`kms_key_arn` for Neptune) to a key that the configuration manages.',
  references: ['CKV_AWS_327', 'CKV_AWS_182', 'CKV_AWS_347', 'AVD-AWS-0079', 'AVD-AWS-0022', 'AVD-AWS-0128'],
  types: ['aws_rds_cluster', 'aws_docdb_cluster', 'aws_neptune_cluster'],
  check: (resource, context) =>
    mustHaveCustomerKey(
      resource,
      resource.type === 'aws_neptune_cluster' ? 'kms_key_arn' : 'kms_key_id',
      context,
    ),
};
