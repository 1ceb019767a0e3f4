import { isUnknown, toBoolean, Unknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { deadLetterQueue, redrivePolicy } from './support/redrive';

export const rule: Rule = {
  id: 'sqs-dead-letter-kind',
  severity: 'medium',
  summary: 'The dead-letter queue of a FIFO queue is a FIFO queue, that of a standard queue a standard one.',
  rationale: 'SQS refuses the redrive policy otherwise, in the middle of an apply.',
  remediation: 'Set `fifo_queue` alike at both queues.',
  types: ['aws_sqs_queue'],
  check: (queue, context): Outcome | readonly Outcome[] => {
    const redrive = redrivePolicy(context, queue);
    const target = redrive && !(redrive instanceof Unknown) ? deadLetterQueue(context, redrive) : undefined;
    if (!target) return [];
    const [own, theirs] = [queue, target].map((one) => toBoolean(written(one, 'fifo_queue') ?? false));
    for (const value of [own, theirs])
      if (isUnknown(value)) return unknown('fifo_queue', value, 'fifo_queue');
    return own === theirs
      ? pass()
      : fail(
          `${own === true ? 'a FIFO' : 'a standard'} queue sends its dead letters to one of the other kind`,
          'redrive_policy',
        );
  },
};
