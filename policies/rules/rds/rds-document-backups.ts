import { mustBeAtLeast } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-document-backups',
  severity: 'medium',
  summary: 'A DocumentDB or Neptune cluster keeps its backups for a week.',
  rationale: 'The default is one day: a fault that is found on Monday was in the only backup since Saturday.',
  remediation: 'Set `backup_retention_period = 7` or more.',
  references: ['CKV_AWS_360', 'CKV_AWS_361', 'AwsSolutions-DOC4', 'AwsSolutions-N3'],
  types: ['aws_docdb_cluster', 'aws_neptune_cluster'],
  check: (resource) => mustBeAtLeast(resource, 'backup_retention_period', 7, { absent: 1 }),
};
