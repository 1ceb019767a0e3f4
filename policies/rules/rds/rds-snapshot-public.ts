import { isList } from '../../graph/value';
import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-snapshot-public',
  severity: 'critical',
  summary: 'A snapshot is not shared with everybody.',
  rationale: 'Anybody with an AWS account can restore it and read the whole database.',
  remediation: 'Remove `"all"` from `shared_accounts`; name the accounts.',
  references: ['CKV_AWS_302'],
  types: ['aws_db_snapshot', 'aws_db_cluster_snapshot', 'aws_db_snapshot_copy'],
  check: (resource) =>
    judge(
      written(resource, 'shared_accounts'),
      'shared_accounts',
      (value) => (isList(value) && value.includes('all') ? 'the snapshot is public' : undefined),
      'shared_accounts',
    ),
};
