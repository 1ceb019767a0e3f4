import { toNumber } from '../../graph/value';
import { shown, written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'logs-retention-year',
  severity: 'low',
  summary: 'A log group keeps its events for a year.',
  rationale: 'Break-ins are found months after they began; auditors ask for twelve months.',
  remediation: 'Set `retention_in_days` to 365 or more, or to 0 to keep them for ever.',
  references: ['CKV_AWS_338'],
  types: ['aws_cloudwatch_log_group'],
  check: (resource) =>
    judge(
      written(resource, 'retention_in_days') ?? 0,
      'retention_in_days',
      (value) => {
        const days = toNumber(value);
        return days === 0 || (typeof days === 'number' && days >= 365)
          ? undefined
          : `retention_in_days is ${shown(value)}; wanted is at least 365, or 0 for ever`;
      },
      'retention_in_days',
    ),
};
