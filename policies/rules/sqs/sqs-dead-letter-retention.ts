import { isUnknown, toNumber, Unknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { deadLetterQueue, redrivePolicy } from './support/redrive';

/** Seconds: four days, the default of SQS. */
const DEFAULT_RETENTION = 345_600;

export const rule: Rule = {
  id: 'sqs-dead-letter-retention',
  severity: 'medium',
  summary: 'A dead-letter queue keeps messages longer than the queue from which they come.',
  rationale:
    'The age of a message in a standard queue counts from when it was first sent. With the same retention it is ' +
    'deleted soon after it arrives among the dead letters, before anybody has looked.',
  remediation: 'Set `message_retention_seconds = 1209600` (14 days, the most) at the dead-letter queue.',
  types: ['aws_sqs_queue'],
  check: (queue, context): Outcome | readonly Outcome[] => {
    const redrive = redrivePolicy(context, queue);
    const target = redrive && !(redrive instanceof Unknown) ? deadLetterQueue(context, redrive) : undefined;
    if (!target) return [];
    const [own, theirs] = [queue, target].map((one) =>
      toNumber(written(one, 'message_retention_seconds') ?? DEFAULT_RETENTION),
    );
    const at = { resource: target, path: 'message_retention_seconds' };
    for (const value of [own, theirs])
      if (isUnknown(value)) return unknown('message_retention_seconds', value, at);
    if (typeof own !== 'number' || typeof theirs !== 'number') return [];
    return theirs > own
      ? pass()
      : fail(
          `${target.address} keeps dead letters for ${theirs} s, ${queue.address} its messages for ${own} s`,
          at,
        );
  },
};
