import type { Position } from '../graph/input-error';

/** A decision that a finding may stay. What is missing is a finding, and the waiver waives nothing. */
export interface Waiver {
  /** The rule's id. */
  readonly rule: string;
  /** What it is for. */
  readonly target: WaiverTarget;
  /** Who answers for it: a person or a team. */
  readonly owner?: string;
  readonly reason?: string;
  /** The last day on which it holds, in UTC: `2027-03-31`. */
  readonly expiry?: string;
  /** The only environment in which it holds. @default in all */
  readonly environment?: string;
  /** Where it stands in the file. */
  readonly position: Position;
}

export interface WaiverTarget {
  /** `construct`: cdktf's path. `address`: Terraform's, after the stack and a colon where it is meant for one stack. */
  readonly by: 'construct' | 'address';
  /** In full, or with a `*` at the end. */
  readonly pattern: string;
}

/** The waivers of one file. */
export interface WaiverFile {
  /** As findings about the waivers call it. */
  readonly name: string;
  readonly waivers: readonly Waiver[];
  /**
   * Whether every waiver has to waive something in this review. A repository's file is for all configurations in it: one
   * that waives nothing here may be needed for another.
   */
  readonly isForThisInput: boolean;
}
