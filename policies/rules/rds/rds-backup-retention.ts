import { mustBeAtLeast } from '../attribute';
import type { Rule } from '../rule';
import { isReplica } from './support/engine';

export const rule: Rule = {
  id: 'rds-backup-retention',
  severity: 'medium',
  summary: 'A database keeps its automatic backups for more than one day.',
  rationale:
    'A fault that is found on the second day is in every backup by then. The provider keeps none for an ' +
    'instance and one day for a cluster if nothing is written.',
  remediation:
    'Set `backup_retention_period` to the days that you may need to find a fault: 7 at least, 35 at most.',
  references: ['AVD-AWS-0077'],
  types: ['aws_rds_cluster', 'aws_db_instance'],
  check: (resource) =>
    isReplica(resource)
      ? []
      : mustBeAtLeast(resource, 'backup_retention_period', 2, {
          absent: resource.type === 'aws_rds_cluster' ? 1 : 0,
        }),
};
