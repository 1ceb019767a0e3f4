import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-deletion-protection',
  severity: 'medium',
  summary: 'A database cannot be deleted by one call.',
  rationale:
    'One wrong `destroy`, or one call with stolen credentials, takes the data and its automatic backups. ' +
    'With the protection on, that takes two deliberate steps.',
  remediation: 'Set `deletion_protection = true`.',
  references: [
    'CKV_AWS_139',
    'CKV_AWS_293',
    'CKV2_AWS_58',
    'AVD-AWS-0177',
    'AVD-AWS-0343',
    'AwsSolutions-RDS10',
  ],
  types: ['aws_rds_cluster', 'aws_db_instance', 'aws_neptune_cluster', 'aws_docdb_cluster'],
  check: (resource) => mustBeTrue(resource, 'deletion_protection'),
};
