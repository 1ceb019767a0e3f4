import { isUnknown, Unknown } from '../../graph/value';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { deadLetterQueues, redriveAllowPolicy } from './support/redrive';

export const rule: Rule = {
  id: 'sqs-redrive-allow',
  severity: 'low',
  summary: 'A dead-letter queue says which queues may send to it.',
  rationale:
    'By default every queue of the account and region may use it. Dead letters of different systems in one queue get ' +
    'lost among each other, and a redrive sends them back to the wrong one.',
  remediation: 'Set `redrive_allow_policy` with `redrivePermission = "byQueue"` and `sourceQueueArns`.',
  types: ['aws_sqs_queue'],
  check: (queue, context): Outcome | readonly Outcome[] => {
    const allowed = redriveAllowPolicy(context, queue);
    if (allowed instanceof Unknown) return unknown('redrive_allow_policy', allowed);
    // Only another queue needs to be allowed. A function, rule or topic sends like any other sender.
    const isDeadLetterQueue =
      context.derive(deadLetterQueues).has(queue) &&
      context.graph
        .referencesTo(queue)
        .some(({ from, path }) => /^aws_sqs_queue/.test(from.type) && /^redrive_policy/.test(path));
    if (!allowed)
      return isDeadLetterQueue ? fail('every queue of the account may send its dead letters here') : [];
    const at = { resource: allowed.holder, path: allowed.path };
    if (isUnknown(allowed.value)) return unknown('redrive_allow_policy', allowed.value, at);
    const permission = allowed.value['redrivePermission'];
    if (isUnknown(permission)) return unknown('redrivePermission', permission, at);
    return permission === 'allowAll'
      ? fail('every queue of the account may send its dead letters here', at)
      : pass();
  },
};
