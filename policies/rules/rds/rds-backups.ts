import { toNumber } from '../../graph/value';
import { shown, written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-backups',
  severity: 'high',
  summary: 'Automatic backups of a database are not switched off.',
  rationale:
    'Without them there is no point in time to go back to: what a faulty release or an intruder deletes ' +
    'is gone.',
  remediation: 'Set `backup_retention_period` to a number of days from 1 to 35.',
  references: ['CKV_AWS_133', 'AwsSolutions-RDS13'],
  types: ['aws_rds_cluster', 'aws_db_instance'],
  check: (resource) =>
    judge(
      written(resource, 'backup_retention_period') ?? 1,
      'backup_retention_period',
      (value) => {
        const days = toNumber(value);
        const fits = typeof days === 'number' && days >= 1 && days <= 35;
        return fits ? undefined : `backup_retention_period is ${shown(value)}; wanted is 1 to 35 days`;
      },
      'backup_retention_period',
    ),
};
