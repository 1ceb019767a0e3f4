import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-activity-stream-key',
  severity: 'low',
  summary: 'A database activity stream is encrypted with a key of its own.',
  rationale:
    'The stream holds every statement. It is meant to be read by the auditors and not by the ' +
    'administrators.',
  remediation: 'Set `kms_key_id`.',
  references: ['CKV_AWS_246'],
  types: ['aws_rds_cluster_activity_stream'],
  check: (resource, context) => mustHaveCustomerKey(resource, 'kms_key_id', context),
};
