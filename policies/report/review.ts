import type { Graph } from '../graph/graph';
import type { SystemView } from '../model/view/system-view';
import type { Criterion } from '../rules/rule';
import type { Comparison } from './baseline/compare';
import type { SystemSnapshot } from './baseline/snapshot';
import type { Finding } from './finding';
import type { PageMaterial } from './html/page-material';
import type { Place } from './location';

/** Everything that a review found, in the form that every format prints. */
export interface Review {
  readonly source: ReviewSource;
  /** From the worst to the least, then by rule and address; those that are waived among them. */
  readonly findings: readonly ReviewFinding[];
  /** What was judged: the rules, the proofs and what the review says of its own input, by id. */
  readonly criteria: ReadonlyMap<string, Criterion>;
  readonly proofs: readonly ProofResult[];
  readonly summary: ReviewSummary;
  /** What a later review compares itself with. */
  readonly system: SystemSnapshot;
  /** @default absent: there was no baseline */
  readonly comparison?: Comparison;
  /** What every function may do and reach. @default absent: nobody asked */
  readonly view?: SystemView;
  /** What only the page shows. @default absent: nobody asked */
  readonly page?: PageMaterial;
}

/** What was judged. */
export interface ReviewSource {
  readonly kind: Graph['kind'];
  /** As the caller named it; `.` for this system, synthesized for the review. */
  readonly path: string;
  /** @default absent: nobody named one */
  readonly environment?: string;
}

/** A finding with what a person needs to follow it up. */
export interface ReviewFinding extends Finding {
  /** The same in every review that finds it, whatever its line and message. Unique in a review. */
  readonly fingerprint: string;
  /** cdktf's path of the construct, where the input names it. */
  readonly constructPath?: string;
  /** Who used the construct: the line of the stack. */
  readonly usedAt?: Place;
  /** Only with the status `waived`. */
  readonly waived?: Waived;
  /** A request that is allowed, a path that is open: step by step. Proofs have them. */
  readonly counterExample?: readonly string[];
  /** Beside the approved state. @default absent: there was no baseline */
  readonly baselineState?: 'new' | 'unchanged' | 'updated';
}

/** Who answers for a finding that stays. */
export interface Waived {
  readonly owner: string;
  readonly reason: string;
  /** The last day: `2027-03-31`. */
  readonly expiry: string;
  /** What the finding would be without the waiver. */
  readonly otherwise: 'fail' | 'unknown';
}

export interface ReviewSummary {
  /** Resources and data sources of the input, each instance one. */
  readonly resources: number;
  /** Those that at least one rule looked at. */
  readonly checked: number;
  readonly fail: number;
  readonly unknown: number;
  readonly waived: number;
}

/** What a proof came to. Its counter-examples are findings. */
export interface ProofResult {
  readonly id: string;
  readonly summary: string;
  readonly status: 'holds' | 'fails' | 'unknown';
  /** What it was shown for: `412 actions of 21 functions`. */
  readonly scope: string;
  readonly findings: number;
}
