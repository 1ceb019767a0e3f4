import { type Part, partsOf } from '../../policies/proofs/minimal/parts';
import {
  described,
  isNeedless,
  type Removal,
  tryRemovals,
} from '../../policies/proofs/minimal/prove-minimal';
import type { Judges } from './findings';
import type { SystemJson } from './system-json';

/** Which parts are taken away. */
export interface PartChoice {
  /** Only those whose description has this text: `the route`, `statement AdmitSns`. @default all */
  readonly text?: string;
  /** At most so many of each system, spread over all of them: the same ones each time. @default no limit */
  readonly most?: number;
}

export interface SystemRemovals {
  readonly environment: string;
  readonly removals: readonly Removal[];
}

/** Proof 3: takes away one part of the system after another. */
export async function removeParts(
  { environment, stacks }: SystemJson,
  judges: Judges,
  choice: PartChoice = {},
): Promise<SystemRemovals> {
  const parts = choose(partsOf(stacks), choice);
  return { environment, removals: await tryRemovals(stacks, judges, { parts }) };
}

/** Evenly spread, the first and the last among them. */
export function choose(parts: readonly Part[], { text, most = parts.length }: PartChoice): readonly Part[] {
  const wanted = text === undefined ? parts : parts.filter((part) => fullText(part).includes(text));
  if (wanted.length <= most) return wanted;
  return Array.from({ length: most }, (_, index) => {
    const at = most === 1 ? 0 : Math.round((index * (wanted.length - 1)) / (most - 1));
    return wanted[at];
  }).filter((part) => part !== undefined);
}

/** For a person: what nobody misses, what may stay though nobody misses it, and why. */
export function removalsText({ environment, removals }: SystemRemovals): string {
  const needless = removals.filter(isNeedless);
  const accepted = removals.filter((one) => one.accepted);
  const reasons = new Map(
    accepted.flatMap((one) => (one.accepted ? [[one.accepted.id, one.accepted.reason]] : [])),
  );
  return [
    ...needless.map(({ part }) => `${environment} ${fullText(part)}`),
    ...[...reasons].flatMap(([id, reason]) => [
      `${environment}, ${id}: ${reason}`,
      ...accepted.filter((one) => one.accepted?.id === id).map(({ part }) => `  ${fullText(part)}`),
    ]),
    `${environment}: ${removals.length} parts, ${needless.length} of which nobody misses, ${accepted.length} covered by another part`,
    '',
  ].join('\n');
}

/** For machines. */
export function removalsJson(systems: readonly SystemRemovals[]): object {
  return {
    schemaVersion: 1,
    systems: systems.map(({ environment, removals }) => ({
      environment,
      removals: removals.map(({ part, noticedBy, accepted }) => ({
        part,
        noticedBy,
        ...(accepted ? { accepted: accepted.id } : {}),
      })),
    })),
  };
}

function fullText(part: Part): string {
  return `${part.stack}: ${described(part)}`;
}
