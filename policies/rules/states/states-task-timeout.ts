import { entry, Unknown, type Value, type ValueObject } from '../../graph/value';
import type { RuleContext } from '../context';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { definitionOf, named } from './support/definition';

const LIMITS = ['TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'];

export const rule: Rule = {
  id: 'states-task-timeout',
  severity: 'medium',
  summary: 'A state that waits for an answer from outside does not wait for ever.',
  rationale:
    'A task token, an activity or a job that never answers holds the execution for a year, and nobody is told. ' +
    'Functions and calls of AWS end by themselves.',
  remediation: 'Set `TimeoutSeconds` or `HeartbeatSeconds` at the state, or `TimeoutSeconds` of the machine.',
  types: ['aws_sfn_state_machine'],
  check: (machine, context): Outcome => {
    const definition = definitionOf(machine);
    if (definition instanceof Unknown) return unknown('definition', definition, 'definition');
    if (entry(definition.root, 'TimeoutSeconds') !== undefined) return pass();
    const endless = definition.states.filter(
      ({ body }) => waits(body, context) && LIMITS.every((name) => entry(body, name) === undefined),
    );
    if (endless.length > 0) return fail(`waiting without a limit: ${named(endless)}`, 'definition');
    return definition.unknown ? unknown('definition', definition.unknown, 'definition') : pass();
  },
};

function waits(state: ValueObject, context: RuleContext): boolean {
  const resource: Value | undefined = entry(state, 'Resource');
  // The ARN of an activity is its id: of one that is only referred to, the text does not tell.
  if (context.graph.referred(resource)?.type === 'aws_sfn_activity') return true;
  return /\.(waitForTaskToken|sync(:2)?)$|:activity:/.test(context.graph.text(resource) ?? '');
}
