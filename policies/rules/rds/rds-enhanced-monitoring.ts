import { toNumber } from '../../graph/value';
import { shown, written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-enhanced-monitoring',
  severity: 'low',
  summary: 'An instance reports the metrics of its operating system.',
  rationale: 'CPU and memory as the hypervisor sees them do not tell which process takes them.',
  remediation: 'Set `monitoring_interval` to 1, 5, 10, 15, 30 or 60 seconds and `monitoring_role_arn`.',
  references: ['CKV_AWS_118'],
  types: ['aws_db_instance', 'aws_rds_cluster_instance'],
  check: (resource, context) => {
    const [cluster] = context.graph.referencesFrom(resource, 'cluster_identifier', 'aws_rds_cluster');
    const value =
      written(resource, 'monitoring_interval') ?? (cluster && written(cluster, 'monitoring_interval'));
    return judge(
      value,
      'monitoring_interval',
      (known) =>
        INTERVALS.includes(toNumber(known) as number)
          ? undefined
          : `monitoring_interval is ${shown(known)}; wanted is one of ${INTERVALS.join(', ')} seconds`,
      'monitoring_interval',
    );
  },
};

const INTERVALS: readonly number[] = [1, 5, 10, 15, 30, 60];
