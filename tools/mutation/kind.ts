import type { Block } from './block';
import type { Edit } from './edit';
import type { SystemView } from './system-view';

/** A change that makes the system insecure. */
export interface Mutation {
  readonly kind: string;
  readonly environment: string;
  readonly edits: readonly Edit[];
  /** Keys of the resources that are changed, added or removed: `network:aws_vpc.network_vpc`. */
  readonly changed: readonly string[];
}

/** What a kind does at one place. */
export interface Change {
  readonly at: readonly Block[];
  readonly edits: readonly Edit[];
}

/** One way to weaken a system, and who has to see it. */
export interface MutationKind {
  readonly id: string;
  /** What is weaker afterwards, as a sentence without a full stop. */
  readonly weakness: string;
  /** The rules and proofs that name this weakness: any one of them, at the place, is what counts. */
  readonly caughtBy: readonly string[];
  /** Every place where it can be done. */
  readonly changes: (view: SystemView) => readonly Change[];
}

/** A harmless change of the same form. */
export interface HarmlessKind {
  readonly id: string;
  readonly changes: (view: SystemView) => readonly Change[];
}

export function change(at: Block | readonly Block[], ...edits: readonly Edit[]): Change {
  return { at: Array.isArray(at) ? (at as readonly Block[]) : [at as Block], edits };
}

/** At most `count` of the items, spread evenly: the same ones in each run. */
export function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as T);
}
