import { judge } from '../outcome';
import type { Rule } from '../rule';
import { daysUntil, deprecationOf } from './support/runtimes';

export const rule: Rule = {
  id: 'lambda-runtime-supported',
  severity: 'medium',
  summary: 'A function does not run on a runtime that has gone without security patches for a year.',
  rationale:
    'AWS no longer mends holes in a deprecated runtime, and in the end refuses to create or update its functions: a ' +
    'fix of our own can then not be shipped.',
  remediation: 'Set `runtime` to a supported one.',
  references: ['CKV_AWS_363'],
  types: ['aws_lambda_function'],
  check: (resource) => {
    const runtime = resource.get('runtime');
    // An image brings its own.
    if (runtime === undefined) return [];
    return judge(
      runtime,
      'runtime',
      (known) => {
        const date = deprecationOf(String(known));
        return date !== undefined && daysUntil(date) <= -YEAR
          ? `${String(known)} is deprecated since ${date}`
          : undefined;
      },
      'runtime',
    );
  },
};

/** A grace in which `lambda-runtime-current` warns: AWS itself blocks updates long after the date. Days. */
const YEAR = 365;
