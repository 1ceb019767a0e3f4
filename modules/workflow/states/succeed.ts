import { type AslObject, type InputAndOutput, renderInput, renderOutput } from './flow';

/** Ends the steps well. */
export interface Succeed extends InputAndOutput {
  readonly type: 'Succeed';
}

/** A good end. */
export function succeed(state: Omit<Succeed, 'type'> = {}): Succeed {
  return { type: 'Succeed', ...state };
}

export function renderSucceed(state: Succeed): AslObject {
  return { Type: 'Succeed', ...renderInput(state), ...renderOutput(state) };
}
