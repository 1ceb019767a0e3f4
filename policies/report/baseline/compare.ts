import type { AccessChanges } from '../../model/view/compare-access';
import { fingerprint, type Identity, identityOf } from '../fingerprint';
import type { ReviewFinding } from '../review';
import type { Baseline, BaselineFinding } from './baseline';
import type { PlannedChange } from './moves';
import { PreviousKeys } from './previous-keys';
import type { SystemSnapshot } from './snapshot';

/** A system beside the one that was approved. */
export interface Comparison {
  /** The baseline's file. */
  readonly baseline: string;
  readonly findings: {
    readonly new: number;
    readonly updated: number;
    readonly unchanged: number;
    /** What is no longer found. */
    readonly absent: readonly BaselineFinding[];
  };
  readonly resources: ResourceChanges;
  /** What functions may do and reach. @default absent: one of the two states does not tell */
  readonly access?: AccessChanges;
}

export interface ResourceChanges {
  readonly added: readonly ChangedResource[];
  readonly removed: readonly ChangedResource[];
  /** They are the same under another address. */
  readonly moved: readonly { readonly from: string; readonly to: string; readonly type: string }[];
  /** Of the ones that hold data. */
  readonly replaced: readonly ReplacedResource[];
}

export interface ChangedResource {
  readonly key: string;
  readonly type: string;
  /** Whether it holds data. */
  readonly stateful: boolean;
}

export interface ReplacedResource {
  readonly key: string;
  readonly type: string;
  /** `bucket was "a" and is "b"`, or that the plan says so. */
  readonly because: string;
}

/** What became of the resources. */
export function compareResources(
  before: SystemSnapshot,
  now: SystemSnapshot,
  { moves, replaced }: PlannedChange,
): ResourceChanges {
  const previous = new PreviousKeys(moves);
  const known = typesByKey(before);
  const added: ChangedResource[] = [];
  const moved: ResourceChanges['moved'][number][] = [];
  const replacements: ReplacedResource[] = [];
  const kept = new Set<string>();
  for (const [key, type] of typesByKey(now)) {
    const origin = known.get(key) === type ? key : previous.of(key).find((one) => known.get(one) === type);
    const stateful = Object.hasOwn(now.stateful, key);
    if (origin === undefined) {
      added.push({ key, type, stateful });
      continue;
    }
    kept.add(origin);
    if (origin !== key) moved.push({ from: origin, to: key, type });
    const because = stateful
      ? replacement(before.stateful[origin], now.stateful[key], replaced.has(key))
      : undefined;
    if (because !== undefined) replacements.push({ key, type, because });
  }
  const removed = [...known].flatMap(([key, type]) =>
    kept.has(key) ? [] : [{ key, type, stateful: Object.hasOwn(before.stateful, key) }],
  );
  return { added, removed, moved, replaced: replacements };
}

/** The state of each finding beside the approved one, and what is no longer found. */
export function compareFindingsWith(
  baseline: Baseline,
  findings: readonly (ReviewFinding & { readonly identity: Identity })[],
  { moves }: PlannedChange,
): {
  readonly states: readonly ('new' | 'updated' | 'unchanged')[];
  readonly absent: readonly BaselineFinding[];
} {
  const previous = new PreviousKeys(moves);
  const approved = new Map<string, Set<BaselineFinding>>();
  for (const finding of baseline.findings) {
    const identity = identityOf(finding.fingerprint);
    approved.set(identity, (approved.get(identity) ?? new Set()).add(finding));
  }
  const candidates = findings.map((finding) =>
    formerPrints(finding.identity, identityOf(finding.fingerprint), previous).flatMap(
      (one) => approved.get(one) ?? [],
    ),
  );
  const states: ('new' | 'updated' | 'unchanged')[] = findings.map(() => 'new');
  const take = (
    isSame: (a: ReviewFinding, b: BaselineFinding) => boolean,
    state: 'updated' | 'unchanged',
  ) => {
    for (const [index, finding] of findings.entries()) {
      if (states[index] !== 'new') continue;
      for (const set of candidates[index] ?? []) {
        const match = first(set, (one) => isSame(finding, one));
        if (!match) continue;
        set.delete(match);
        states[index] = state;
        break;
      }
    }
  };
  // One that is as it was is not given to another that stands at the same place.
  take(isUnchanged, 'unchanged');
  take(() => true, 'updated');
  return { states, absent: [...approved.values()].flatMap((set) => [...set]) };
}

function isUnchanged(a: ReviewFinding, b: BaselineFinding): boolean {
  return a.message === b.message && a.status === b.status && a.severity === b.severity;
}

function formerPrints(identity: Identity, print: string, previous: PreviousKeys): readonly string[] {
  const formerKeys = previous.of(identity.key);
  const places =
    identity.place === undefined ? [undefined] : [identity.place, ...previous.of(identity.place)];
  if (formerKeys.length === 0 && places.length === 1) return [print];
  return [
    ...new Set(
      [identity.key, ...formerKeys].flatMap((key) =>
        places.map((place) => fingerprint({ ...identity, key, ...(place === undefined ? {} : { place }) })),
      ),
    ),
  ];
}

function replacement(
  before: Readonly<Record<string, string | null>> = {},
  now: Readonly<Record<string, string | null>> = {},
  isPlanned: boolean,
): string | undefined {
  const changed = Object.entries(now).filter(
    ([name, value]) => Object.hasOwn(before, name) && (before[name] ?? 'false') !== (value ?? 'false'),
  );
  if (changed.length > 0) {
    return changed
      .map(([name, value]) => `${name} was ${JSON.stringify(before[name])} and is ${JSON.stringify(value)}`)
      .join('; ');
  }
  return isPlanned ? 'the plan destroys it and creates another' : undefined;
}

function typesByKey({ resources }: SystemSnapshot): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(resources).flatMap(([type, keys]) => keys.map((key) => [key, type] as const)),
  );
}

function first<T>(items: Iterable<T>, isWanted: (item: T) => boolean): T | undefined {
  for (const item of items) if (isWanted(item)) return item;
  return undefined;
}
