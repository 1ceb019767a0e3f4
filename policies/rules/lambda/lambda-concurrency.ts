import { toNumber } from '../../graph/value';
import { judge } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'lambda-concurrency',
  severity: 'low',
  summary: 'A function has a concurrency limit of its own.',
  rationale:
    'All functions of an account share one pool. One that is flooded takes it from the others, and opens more ' +
    'connections to the database than it has.',
  remediation: 'Set `reserved_concurrent_executions`, or waive it where the event source sets the limit.',
  references: ['CKV_AWS_115'],
  types: ['aws_lambda_function'],
  check: (resource) =>
    judge(
      resource.get('reserved_concurrent_executions') ?? -1,
      'reserved_concurrent_executions',
      (known) => {
        const limit = toNumber(known);
        return typeof limit === 'number' && limit >= 0 ? undefined : 'the function has no concurrency limit';
      },
      'reserved_concurrent_executions',
    ),
};
