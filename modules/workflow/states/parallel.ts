import { type Catcher, renderCatch } from './catch';
import {
  type AslObject,
  type InputAndOutput,
  type Next,
  type ResultPlacement,
  renderInput,
  renderOutput,
  transition,
} from './flow';
import { type Retrier, renderRetry } from './retry';
import type { Steps } from './state';

/** Runs branches side by side, each with the same input. The result is the list of their outputs, in their order. */
export interface Parallel extends InputAndOutput, ResultPlacement {
  readonly type: 'Parallel';
  readonly branches: readonly Steps[];
  /** A branch that fails and is not caught stops the others and fails the state. @default none */
  readonly retry?: readonly Retrier[];
  readonly catch?: readonly Catcher[];
  readonly next: Next;
}

/** Branches side by side. */
export function parallel(state: Omit<Parallel, 'type'>): Parallel {
  return { type: 'Parallel', ...state };
}

export function renderParallel(state: Parallel, renderSteps: (steps: Steps) => AslObject): AslObject {
  return {
    Type: 'Parallel',
    ...renderInput(state),
    Branches: state.branches.map(renderSteps),
    ...renderOutput(state),
    ...renderRetry(state.retry),
    ...renderCatch(state.catch),
    ...transition(state.next),
  };
}
