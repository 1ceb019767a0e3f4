import { mustBeAtLeast } from '../attribute';
import type { Rule } from '../rule';
import { engineOf, hasEngine } from './support/engine';

export const rule: Rule = {
  id: 'rds-backtrack',
  severity: 'low',
  summary: 'An Aurora MySQL cluster can be wound back.',
  rationale:
    'Backtrack undoes a wrong statement in minutes; a restore from a backup makes a new cluster and takes ' +
    'hours.',
  remediation: 'Set `backtrack_window` to the seconds that you want to be able to go back, 259200 at most.',
  references: ['CKV_AWS_326', 'AwsSolutions-RDS14'],
  types: ['aws_rds_cluster'],
  check: (resource) =>
    engineOf(resource) !== undefined && !hasEngine(resource, 'aurora', 'aurora-mysql')
      ? []
      : mustBeAtLeast(resource, 'backtrack_window', 1, { absent: 0 }),
};
