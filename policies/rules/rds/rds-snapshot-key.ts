import { written } from '../attribute';
import { mustHaveCustomerKey } from '../customer-key';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-snapshot-key',
  severity: 'low',
  summary: 'A copy of a snapshot is encrypted with a key of its own.',
  rationale: 'A copy under the key of AWS cannot be shared with the account in which it would be needed.',
  remediation: 'Set `kms_key_id` on the copy.',
  references: ['CKV_AWS_266', 'CKV_AWS_280'],
  types: ['aws_db_snapshot_copy', 'aws_neptune_cluster_snapshot'],
  check: (resource, context) => {
    const [cluster] = context.graph.referencesFrom(resource, 'db_cluster_identifier', 'aws_neptune_cluster');
    return written(resource, 'kms_key_id') === undefined && cluster
      ? mustHaveCustomerKey(cluster, 'kms_key_arn', context)
      : mustHaveCustomerKey(resource, 'kms_key_id', context);
  },
};
