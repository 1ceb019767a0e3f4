import { Unknown } from '../../graph/value';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';
import { visibilityOf } from './support/visibility';

export const rule: Rule = {
  id: 'lambda-source-headroom',
  severity: 'low',
  summary: 'A queue hides a message for six times as long as the function may work on it.',
  rationale:
    'A throttled batch is tried again within the visibility timeout. AWS recommends six times the timeout of the ' +
    'function, and the batching window on top, so that a burst does not send messages to the dead-letter queue.',
  remediation:
    'Set `visibility_timeout_seconds` of the queue to six times the `timeout` of the function, plus the window.',
  types: ['aws_lambda_event_source_mapping'],
  check: (resource, context) => {
    const found = visibilityOf(resource, context);
    // `lambda-source-visibility` says what is not known, and what is worse.
    if (!found || found instanceof Unknown || found.visibilitySeconds < found.timeoutSeconds) return [];
    const wanted = 6 * found.timeoutSeconds + found.batchingSeconds;
    return found.visibilitySeconds < wanted
      ? fail(
          `${found.queue.address} hides a message for ${found.visibilitySeconds} s; six times the timeout and the window are ${wanted} s`,
          'event_source_arn',
        )
      : pass();
  },
};
