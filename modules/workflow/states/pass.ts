import type { Json } from '../../core/json-expression';
import {
  type AslObject,
  given,
  type InputAndOutput,
  type Next,
  type Path,
  renderInput,
  renderOutput,
  type Template,
  transition,
} from './flow';

/** Does nothing but give or rearrange data. */
export interface Pass extends InputAndOutput {
  readonly type: 'Pass';
  /** A constant. @default the input */
  readonly result?: Json;
  /** Made from the input. @default the input */
  readonly parameters?: Template;
  /** Where in the input the result goes; `null` discards it. @default '$', in place of the input */
  readonly resultPath?: Path | null;
  readonly next: Next;
}

/** A state that gives data. */
export function pass(state: Omit<Pass, 'type'>): Pass {
  return { type: 'Pass', ...state };
}

export function renderPass(state: Pass): AslObject {
  return {
    Type: 'Pass',
    ...renderInput(state),
    ...given({ Parameters: state.parameters, Result: state.result }),
    ...renderOutput(state),
    ...transition(state.next),
  };
}
