import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-backup-replication-key',
  severity: 'low',
  summary: 'Backups that are copied to another region are encrypted with a key of its own.',
  rationale:
    'The copy is what remains when the region is lost: the key that opens it must be one whose policy you ' +
    'decide.',
  remediation: 'Set `kms_key_id` to a key of the region to which the backups go.',
  references: ['CKV_AWS_245'],
  types: ['aws_db_instance_automated_backups_replication'],
  check: (resource, context) => mustHaveCustomerKey(resource, 'kms_key_id', context),
};
