import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'cloudtrail-log-group',
  severity: 'low',
  summary: 'A trail writes to a log group.',
  rationale:
    'An alarm needs the events within minutes; the files in the bucket come later, and nothing filters ' +
    'them.',
  remediation: 'Set `cloud_watch_logs_group_arn` and `cloud_watch_logs_role_arn`.',
  references: ['CKV2_AWS_10', 'AVD-AWS-0162'],
  types: ['aws_cloudtrail'],
  check: (resource) => mustBeSet(resource, 'cloud_watch_logs_group_arn'),
};
