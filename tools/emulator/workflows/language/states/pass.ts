import { applyResultPath, effectiveInput, selectOutput } from '../data-flow';
import type { PassState } from '../definition';
import type { Json } from '../json';
import type { Step, Visit } from '../run';
import { leave } from './leave';

export function runPass(state: PassState, input: Json, { context }: Visit): Step {
  const result = state.Result ?? effectiveInput(state, input, context);
  return leave(state, selectOutput(state, applyResultPath(state.ResultPath, input, result), context));
}
