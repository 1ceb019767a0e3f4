import { entry, toText, Unknown } from '../../graph/value';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { definitionOf, named } from './support/definition';

export const rule: Rule = {
  id: 'states-task-errors',
  severity: 'low',
  summary: 'A task says what happens when it fails: another attempt, or another way.',
  rationale:
    'Without `Retry` and `Catch` a throttled call or a network error ends the whole execution, with what it has done ' +
    'so far left half finished.',
  remediation: 'Add `Retry` for transient errors, and `Catch` for the others.',
  types: ['aws_sfn_state_machine'],
  check: (machine): Outcome => {
    const definition = definitionOf(machine);
    if (definition instanceof Unknown) return unknown('definition', definition, 'definition');
    const fragile = definition.states.filter(
      ({ body }) =>
        toText(entry(body, 'Type')) === 'Task' &&
        ['Retry', 'Catch'].every((name) => entry(body, name) === undefined),
    );
    if (fragile.length > 0) return fail(`neither tried again nor caught: ${named(fragile)}`, 'definition');
    return definition.unknown ? unknown('definition', definition.unknown, 'definition') : pass();
  },
};
