import { judge } from '../outcome';
import type { Rule } from '../rule';
import { daysUntil, deprecationOf } from './support/runtimes';

export const rule: Rule = {
  id: 'lambda-runtime-current',
  severity: 'low',
  summary: 'A function runs on a runtime that AWS maintains for another half a year at least.',
  rationale:
    'Moving to another major version takes tests and sometimes new dependencies; half a year is what that takes.',
  remediation: 'Set `runtime` to the newest version of the language.',
  references: ['AwsSolutions-L1'],
  types: ['aws_lambda_function'],
  check: (resource) => {
    const runtime = resource.get('runtime');
    if (runtime === undefined) return [];
    return judge(
      runtime,
      'runtime',
      (known) => {
        const date = deprecationOf(String(known));
        if (date === undefined || daysUntil(date) > HALF_A_YEAR) return undefined;
        return `${String(known)} ${daysUntil(date) < 0 ? 'is deprecated since' : 'will be deprecated on'} ${date}`;
      },
      'runtime',
    );
  },
};

/** Days. */
const HALF_A_YEAR = 183;
