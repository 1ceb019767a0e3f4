import type { FailState } from '../definition';
import type { Json } from '../json';
import { evaluate } from '../payload-template';
import type { Step, Visit } from '../run';
import { StatesError } from '../states-error';

/** @throws StatesError always: the one that the state names */
export function runFail(state: FailState, input: Json, { context }: Visit): Step {
  const text = (path: string | undefined, fixed: string | undefined) =>
    path === undefined ? (fixed ?? '') : String(evaluate(path, input, context));
  throw new StatesError(text(state.ErrorPath, state.Error), text(state.CausePath, state.Cause));
}
