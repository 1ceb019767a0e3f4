import { holds } from '../choice-rules';
import { selectInput, selectOutput } from '../data-flow';
import type { ChoiceState } from '../definition';
import type { Json } from '../json';
import type { Step, Visit } from '../run';
import { StatesError } from '../states-error';

/** @throws StatesError States.NoChoiceMatched when no rule holds and there is no default */
export function runChoice(state: ChoiceState, rawInput: Json, { name, context }: Visit): Step {
  const input = selectInput(state, rawInput, context);
  const next = state.Choices.find((rule) => holds(rule, input, context))?.Next ?? state.Default;
  if (next === undefined) {
    throw new StatesError('States.NoChoiceMatched', `No rule of '${name}' holds and it has no Default`);
  }
  return { output: selectOutput(state, input, context), next };
}
