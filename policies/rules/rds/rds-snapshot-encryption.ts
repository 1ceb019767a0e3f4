import { mustBeTrue, written } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-snapshot-encryption',
  severity: 'high',
  summary: 'A snapshot of a cluster is encrypted.',
  rationale: 'A snapshot that is not encrypted can be shared and copied to another account and read there.',
  remediation: 'Set `storage_encrypted = true` on the cluster: a snapshot is encrypted as its cluster is.',
  references: ['CKV_AWS_146', 'CKV_AWS_279'],
  types: ['aws_db_cluster_snapshot', 'aws_neptune_cluster_snapshot'],
  check: (resource, context) => {
    const [cluster] = context.graph.referencesFrom(resource, 'db_cluster_identifier');
    if (written(resource, 'storage_encrypted') === undefined && cluster) {
      return mustBeTrue(cluster, 'storage_encrypted', { message: `${cluster.address} is not encrypted` });
    }
    return mustBeTrue(resource, 'storage_encrypted');
  },
};
