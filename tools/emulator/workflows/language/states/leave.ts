import type { Flow } from '../definition';
import type { Json } from '../json';
import type { Step } from '../run';

/** The step out of a state that names its successor. */
export function leave(state: Flow, output: Json): Step {
  return state.Next === undefined ? { output } : { output, next: state.Next };
}
