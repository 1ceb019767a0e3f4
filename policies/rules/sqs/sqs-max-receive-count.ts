import { isUnknown, toNumber, Unknown } from '../../graph/value';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { redrivePolicy } from './support/redrive';

export const rule: Rule = {
  id: 'sqs-max-receive-count',
  severity: 'low',
  summary: 'A message is tried more than once before it counts as dead.',
  rationale:
    'With `maxReceiveCount` 1 a throttled function or one timeout sends good messages to the dead letters: Lambda ' +
    'reads more than it can run at once. AWS advises 5 at least for queues that functions read.',
  remediation: 'Set `maxReceiveCount` to 3 or more; 5 for a function.',
  types: ['aws_sqs_queue'],
  check: (queue, context): Outcome | readonly Outcome[] => {
    const redrive = redrivePolicy(context, queue);
    if (!redrive || redrive instanceof Unknown) return [];
    const at = { resource: redrive.holder, path: redrive.path };
    if (isUnknown(redrive.value)) return unknown('maxReceiveCount', redrive.value, at);
    const count = toNumber(redrive.value['maxReceiveCount']);
    if (isUnknown(count)) return unknown('maxReceiveCount', count, at);
    if (count === undefined) return [];
    return count > 1 ? pass() : fail('one failed attempt makes a message a dead letter', at);
  },
};
