import { isUnknown, Unknown } from '../../graph/value';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { deadLetterQueues, redrivePolicy } from './support/redrive';

export const rule: Rule = {
  id: 'sqs-dead-letter',
  severity: 'low',
  summary: 'A queue has a dead-letter queue, unless it is one.',
  rationale:
    'A message that cannot be processed comes back until it is too old, and then it is gone; until then it is paid ' +
    'for at each attempt, and in a FIFO queue it holds up all that follow.',
  remediation: 'Set `redrive_policy` with `deadLetterTargetArn` and `maxReceiveCount`.',
  references: ['AwsSolutions-SQS3'],
  types: ['aws_sqs_queue'],
  check: (queue, context): Outcome => {
    const redrive = redrivePolicy(context, queue);
    if (redrive instanceof Unknown) return unknown('redrive_policy', redrive);
    if (context.derive(deadLetterQueues).has(queue)) return pass();
    if (!redrive) return fail('the queue has no dead-letter queue, and nothing uses it as one');
    const at = { resource: redrive.holder, path: redrive.path };
    if (isUnknown(redrive.value)) {
      const [target] = context.graph.referencesFrom(redrive.holder, redrive.path, 'aws_sqs_queue');
      return target && target !== queue ? pass() : unknown('redrive_policy', redrive.value, at);
    }
    return redrive.value['deadLetterTargetArn'] ? pass() : fail('the redrive policy names no queue', at);
  },
};
