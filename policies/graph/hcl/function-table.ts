import type { Value } from '../value';
import type { Scope } from './scope';

/** A function of Terraform's language. */
export interface FunctionDefinition {
  /**
   * How it sees arguments that are not known:
   * - `all`: every part of every argument must be known; otherwise the result is unknown.
   * - `top`: the arguments must be known, but parts of them need not be.
   * - `none`: the function copes itself.
   */
  readonly known: 'all' | 'top' | 'none';
  /** @throws EvaluationError where Terraform would refuse */
  call(args: readonly Value[], scope: Scope): Value;
}

export type FunctionTable = Readonly<Record<string, FunctionDefinition>>;
