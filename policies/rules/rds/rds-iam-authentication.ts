import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';
import { hasEngine } from './support/engine';

export const rule: Rule = {
  id: 'rds-iam-authentication',
  severity: 'medium',
  summary: 'A database accepts IAM credentials.',
  rationale:
    'Without it every client needs a password that lives for months; with it a role gets a token that ' +
    'lasts 15 minutes, and the log says who it was.',
  remediation: 'Set `iam_database_authentication_enabled = true`.',
  references: [
    'CKV_AWS_162',
    'CKV_AWS_161',
    'CKV_AWS_359',
    'AVD-AWS-0176',
    'AwsSolutions-RDS6',
    'AwsSolutions-N5',
  ],
  types: ['aws_rds_cluster', 'aws_db_instance', 'aws_neptune_cluster'],
  check: (resource) =>
    resource.type === 'aws_db_instance' && !hasEngine(resource, 'mysql', 'postgres')
      ? []
      : mustBeTrue(resource, 'iam_database_authentication_enabled'),
};
