import { toNumber } from '../../graph/value';
import { judge, pass } from '../outcome';
import type { Rule } from '../rule';
import { invocations } from './support/invocations';

export const rule: Rule = {
  id: 'lambda-api-timeout',
  severity: 'low',
  summary: 'A function behind an API does not work on after the API has given up.',
  rationale:
    'API Gateway waits for 29 seconds (30 for an HTTP API). A function that works longer finishes, and is paid, for a ' +
    'caller who was told that it failed and tries again.',
  remediation: 'Set `timeout` to 29 at most, or let a queue stand between the API and the work.',
  types: ['aws_lambda_function'],
  check: (resource, context) => {
    const callers = context.derive(invocations).get(resource.key);
    const api =
      callers?.synchronous.filter(({ type }) => /^aws_api_?gateway(v2)?_integration$/.test(type)) ?? [];
    if (api.length === 0) return [];
    if (callers?.asynchronous.length) return pass();
    return judge(
      resource.get('timeout') ?? 3,
      'timeout',
      (known) => {
        const seconds = toNumber(known);
        return typeof seconds === 'number' && seconds > 30
          ? `the function works for up to ${seconds} s, the API waits for 29 s`
          : undefined;
      },
      'timeout',
    );
  },
};
