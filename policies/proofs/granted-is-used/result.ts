import type { Resource } from '../../graph/resource';
import type { Fail, NotKnown } from '../../rules/outcome';
import type { Criterion } from '../../rules/rule';
import type { BundledOperations } from '../../sdk/bundled-operations';
import type { CodePosition, FunctionCalls } from '../../sdk/sdk-call';
import type { StatementPlace } from './grants';

/** Comparison of what functions may do with what they do. */
export interface GrantedIsUsed {
  /**
   * `holds`: for every function. `fails`: there is a counter-example. `open`: none, but something is not known.
   * `not made`: the code of no function is at hand.
   */
  readonly status: 'holds' | 'fails' | 'open' | 'not made';
  readonly findings: readonly ProofFinding[];
  readonly functions: readonly FunctionComparison[];
  /** Functions that were not compared, and why: no pass. */
  readonly notMade: readonly { readonly lambda: Resource; readonly reason: string }[];
}

/** What `review` prints: the criterion instead of a rule. */
export interface ProofFinding {
  readonly criterion: Criterion;
  /** Where it is mended: the resource that holds the statement, or the function. */
  readonly resource: Resource;
  readonly outcome: Fail | NotKnown;
  readonly lambda: Resource;
  readonly counterExample: CounterExample;
}

export interface CounterExample {
  readonly action: string;
  /** An ARN, or Terraform's name for it. */
  readonly resource: string;
  /** The statement that grants it, or denies it. */
  readonly statement?: StatementPlace;
  /** The lines of the code that need it. */
  readonly positions: readonly CodePosition[];
  /** The statement that is missing, as it would be written. */
  readonly missing?: MissingStatement;
}

export interface MissingStatement {
  readonly Effect: 'Allow';
  readonly Action: string;
  readonly Resource: string;
}

export interface FunctionComparison {
  readonly lambda: Resource;
  readonly rows: readonly ComparisonRow[];
}

/** A line of the matrix: what is done or may be done, by which statement, and because of which lines. */
export interface ComparisonRow {
  readonly action: string;
  readonly resource: string;
  /** Terraform's address of the resource, where it is in the configuration. */
  readonly address?: string;
  readonly state: 'used' | 'permitted' | 'unused' | 'missing' | 'unknown';
  readonly statements: readonly StatementPlace[];
  readonly positions: readonly CodePosition[];
  /** Why it is needed where no code shows it. */
  readonly reason?: string;
  /** `false`: the code does not show the resource, so the action alone was compared. */
  readonly exact: boolean;
}

/** The code of a function, analysed; or why it is not at hand. */
export type CodeAtHand = FunctionCode | { readonly absent: string };

export interface FunctionCode {
  readonly calls: FunctionCalls;
  /** What a bundler put into the function's bundle. @default the code is not bounded from above */
  readonly bundle?: BundledOperations;
}

/** A call that was seen when the system ran. */
export interface RecordedCall {
  /** The function's name as it is deployed. */
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  /** `dynamodb:PutItem`. */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
}
