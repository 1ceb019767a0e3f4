import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-logs',
  severity: 'low',
  summary: 'A database sends its logs to CloudWatch.',
  rationale:
    'The logs on the instance are kept for days and vanish with it: what an intruder tried, and which ' +
    'query brought it down, can then not be told.',
  remediation:
    'Set `enabled_cloudwatch_logs_exports` to the logs of the engine: `["postgresql"]`, or `["audit", ' +
    '"error", "slowquery"]`.',
  references: ['CKV_AWS_324', 'CKV_AWS_129'],
  types: ['aws_rds_cluster', 'aws_db_instance'],
  check: (resource) => mustBeSet(resource, 'enabled_cloudwatch_logs_exports'),
};
