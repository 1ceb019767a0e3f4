import { mustBeSet } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'logs-retention',
  severity: 'low',
  summary: 'It is written how long a log group keeps its events.',
  rationale:
    'Without a number the events are kept, and paid for, for ever, and personal data in them longer than ' +
    'the law allows.',
  remediation: 'Set `retention_in_days`.',
  references: ['CKV_AWS_66'],
  types: ['aws_cloudwatch_log_group'],
  check: (resource) => mustBeSet(resource, 'retention_in_days'),
};
