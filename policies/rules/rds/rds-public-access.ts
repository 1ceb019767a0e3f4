import { mustBeFalse } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-public-access',
  severity: 'critical',
  summary: 'A database has no public address.',
  rationale:
    'A public address lets the whole internet try passwords as soon as one security group is too wide.',
  remediation: 'Set `publicly_accessible = false` and put the database into isolated subnets.',
  references: ['CKV_AWS_17', 'CKV_AWS_102', 'AVD-AWS-0180'],
  types: ['aws_db_instance', 'aws_rds_cluster_instance', 'aws_neptune_cluster_instance'],
  check: (resource) =>
    mustBeFalse(resource, 'publicly_accessible', { message: 'the database has a public address' }),
};
