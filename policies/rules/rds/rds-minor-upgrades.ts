import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-minor-upgrades',
  severity: 'medium',
  summary: 'An instance takes minor versions by itself.',
  rationale: 'Minor versions carry the security fixes of the engine; nobody applies them by hand in time.',
  remediation: 'Remove `auto_minor_version_upgrade = false`: the default is true.',
  references: ['CKV_AWS_226', 'AwsSolutions-N2'],
  types: ['aws_db_instance', 'aws_rds_cluster_instance', 'aws_neptune_cluster_instance'],
  check: (resource) => mustBeTrue(resource, 'auto_minor_version_upgrade', { absent: true }),
};
