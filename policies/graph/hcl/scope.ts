import type { Unknown, Value } from '../value';
import type { Budget } from './budget';

/** A step of a reference after its first name. */
export type Step = string | number | Unknown;

/** What the names of an expression mean. */
export interface Scope {
  /**
   * What a reference starts with: `var.a`, `aws_vpc.main`, `module.a[0].out`.
   * @returns the value, and how many of the steps are in it; `undefined` if there is nothing with that name
   */
  root(name: string, steps: readonly Step[]): { readonly value: Value; readonly used: number } | undefined;
  /**
   * A part of a value of which only its owner knows the parts; `undefined` where that is not the case.
   * @returns the part, and how many of the steps lead to it: at least one
   */
  member(of: Unknown, steps: readonly Step[]): { readonly value: Value; readonly used: number } | undefined;
  /** The elements of such a value, for a splat: a list, or the value itself if nobody knows how many there are. */
  elements(of: Unknown): Value | undefined;
  /** The text of a file, as `file()` reads it. @throws EvaluationError */
  file(path: string): string | Unknown;
  readonly budget: Budget;
}
