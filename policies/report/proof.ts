import type { Resource } from '../graph/resource';
import type { RuleContext } from '../rules/context';
import type { Fail, NotKnown } from '../rules/outcome';
import type { Criterion } from '../rules/rule';
import type { Place } from './location';

/** One statement about the whole system, and what shows it. */
export interface Prover {
  readonly criterion: Criterion;
  /** An error that is thrown makes the proof unknown: it is never taken as one that holds. */
  prove(context: RuleContext): Proven | Promise<Proven>;
}

export interface Proven {
  /** What it was shown for: `412 actions of 21 functions`. */
  readonly scope: string;
  /** Empty where it holds. */
  readonly violations: readonly ProofViolation[];
}

export interface ProofViolation {
  /** What it is about; a name of its own with a place, where that is no resource of the input. */
  readonly subject: Resource | NamedPlace;
  readonly outcome: Fail | NotKnown;
  /** A request that is allowed, a path that is open: step by step. @default none */
  readonly counterExample?: readonly string[];
}

export interface NamedPlace extends Place {
  /** Stands where Terraform's address would: `functions/post-ledger`. */
  readonly address: string;
}
