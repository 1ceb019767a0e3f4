import type { Resource } from '../../graph/resource';
import { isUnknown, toNumber } from '../../graph/value';
import { written } from '../attribute';
import type { RuleContext } from '../context';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

/** Seconds, the defaults of SQS and Lambda. */
const VISIBILITY = 30;
const TIMEOUT = 3;

/** AWS's advice for queues that Lambda reads: the attempts of a batch that is throttled fit into the time. */
const TIMES = 6;

export const rule: Rule = {
  id: 'sqs-visibility',
  severity: 'low',
  summary: 'A message stays hidden for six times as long as the function that reads it may run.',
  rationale:
    'A message that becomes visible while it is still worked on is delivered twice. Below the timeout itself Lambda ' +
    'refuses the mapping.',
  remediation: 'Raise `visibility_timeout_seconds`, or lower the `timeout` of the function.',
  types: ['aws_lambda_event_source_mapping'],
  check: (mapping, context): Outcome | readonly Outcome[] => {
    const [queue] = context.graph.referencesFrom(mapping, 'event_source_arn', 'aws_sqs_queue');
    const reader = functionOf(context, mapping);
    if (!queue || !reader) return [];
    const hidden = toNumber(written(queue, 'visibility_timeout_seconds') ?? VISIBILITY);
    const timeout = toNumber(written(reader, 'timeout') ?? TIMEOUT);
    const at = { resource: queue, path: 'visibility_timeout_seconds' };
    for (const value of [hidden, timeout])
      if (isUnknown(value)) return unknown('visibility_timeout_seconds', value, at);
    if (typeof hidden !== 'number' || typeof timeout !== 'number') return [];
    return hidden >= timeout * TIMES
      ? pass()
      : fail(`messages are hidden for ${hidden} s; ${reader.address} may run for ${timeout} s`, at);
  },
};

/** The mapping names a function, one of its versions, or its alias. */
function functionOf(context: RuleContext, mapping: Resource): Resource | undefined {
  const [named] = context.graph.referencesFrom(mapping, 'function_name');
  if (named?.type !== 'aws_lambda_alias') return named?.type === 'aws_lambda_function' ? named : undefined;
  return context.graph.referencesFrom(named, 'function_name', 'aws_lambda_function')[0];
}
