import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-snapshot-tags',
  severity: 'low',
  summary: 'Snapshots take over the tags of the database.',
  rationale:
    'Rules about who may restore or share, and the bill, go by tags: a snapshot without them falls out of ' +
    'all of these.',
  remediation: 'Set `copy_tags_to_snapshot = true`.',
  references: ['CKV_AWS_313', 'CKV2_AWS_60', 'CKV_AWS_362'],
  types: ['aws_rds_cluster', 'aws_db_instance', 'aws_neptune_cluster'],
  check: (resource) => mustBeTrue(resource, 'copy_tags_to_snapshot'),
};
