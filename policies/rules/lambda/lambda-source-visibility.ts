import { Unknown } from '../../graph/value';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { visibilityOf } from './support/visibility';

export const rule: Rule = {
  id: 'lambda-source-visibility',
  severity: 'high',
  summary: 'A queue hides a message for at least as long as the function may work on it.',
  rationale:
    'A message that is visible again while it is worked on is worked on twice. AWS refuses such a mapping when it is ' +
    'created, and not when the timeout is raised later.',
  remediation: 'Set `visibility_timeout_seconds` of the queue to six times the `timeout` of the function.',
  types: ['aws_lambda_event_source_mapping'],
  check: (resource, context) => {
    const found = visibilityOf(resource, context);
    if (!found) return [];
    if (found instanceof Unknown) return unknown('the timeouts of queue and function', found);
    const { queue, visibilitySeconds, timeoutSeconds } = found;
    return visibilitySeconds < timeoutSeconds
      ? fail(
          `${queue.address} hides a message for ${visibilitySeconds} s, the function works for up to ${timeoutSeconds} s`,
          'event_source_arn',
        )
      : pass();
  },
};
