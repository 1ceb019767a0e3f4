import { selectInput, selectOutput } from '../data-flow';
import type { SucceedState } from '../definition';
import type { Json } from '../json';
import type { Step, Visit } from '../run';

export function runSucceed(state: SucceedState, input: Json, { context }: Visit): Step {
  return { output: selectOutput(state, selectInput(state, input, context), context) };
}
