import type { Judges } from './findings';
import { HARMLESS_KINDS } from './harmless-kinds';
import { type HarmlessResult, MutationJudge, type MutationResult, mutationOf } from './judge-mutation';
import { type Change, type Mutation, type MutationKind, spread } from './kind';
import { MUTATION_KINDS } from './kinds/all-kinds';
import type { SystemJson } from './system-json';
import { SystemView } from './system-view';

export interface RunOptions {
  /** Only this kind. @default every kind, and the harmless edits */
  readonly kind?: string;
  /** At most so many mutations of a kind and environment, spread over the places where it can be done. @default 2 */
  readonly perKind?: number;
  /** At most so many mutations in all. @default no limit */
  readonly limit?: number;
  /** At most so many harmless edits of a kind and environment. @default 2; none with `kind` */
  readonly harmlessPerKind?: number;
  /** Told of each system as it begins. @default nobody */
  readonly onStep?: (step: string) => void;
}

export interface MutationRun {
  readonly results: readonly MutationResult[];
  readonly harmless: readonly HarmlessResult[];
  /** Kinds that no environment has a place for: they show nothing. */
  readonly withoutPlace: readonly string[];
  /** Criteria that a kind expects and that nobody judges by. */
  readonly unknownCriteria: readonly string[];
}

/**
 * Every mutation by itself, and every harmless edit in the company of a few of other resources, judged against the
 * system as it is.
 */
export async function runMutations(
  systems: readonly SystemJson[],
  judges: Judges,
  { kind: only, perKind = 2, limit = Number.POSITIVE_INFINITY, harmlessPerKind = 2, onStep }: RunOptions = {},
): Promise<MutationRun> {
  const kinds = MUTATION_KINDS.filter(({ id }) => only === undefined || id === only);
  const results: MutationResult[] = [];
  const harmless: HarmlessResult[] = [];
  const placed = new Set<string>();
  for (const system of systems) {
    onStep?.(`mutate ${system.environment}`);
    const view = new SystemView(system);
    const judge = await MutationJudge.of(system, judges);
    for (const kind of kinds) {
      const changes = kind.changes(view);
      if (changes.length > 0) placed.add(kind.id);
      for (const one of spread(changes, perKind)) {
        if (results.length >= limit) break;
        results.push(await judge.judge(mutationOf(kind.id, system.environment, one), kind));
      }
    }
    if (only !== undefined) continue;
    const edits = HARMLESS_KINDS.flatMap(({ id, changes }) =>
      spread<Change>(changes(view), harmlessPerKind).map((one) => mutationOf(id, system.environment, one)),
    );
    for (const together of inBatches(edits)) harmless.push(...(await judgeTogether(judge, together)));
  }
  return {
    results,
    harmless,
    withoutPlace: kinds.filter(({ id }) => !placed.has(id)).map(({ id }) => id),
    unknownCriteria: unknownCriteria(kinds, judges),
  };
}

/** How many harmless edits are judged at once: a fifth of the time, and still few to look at when something is raised. */
const AT_ONCE = 5;

/** Edits of different resources: what one of them raises, no other takes back. */
function inBatches(edits: readonly Mutation[]): readonly (readonly Mutation[])[] {
  const batches: Mutation[][] = [];
  for (const edit of edits) {
    const free = batches.find(
      (batch) =>
        batch.length < AT_ONCE &&
        !batch.some(({ changed }) => changed.some((key) => edit.changed.includes(key))),
    );
    if (free) free.push(edit);
    else batches.push([edit]);
  }
  return batches;
}

/** Nothing was raised by any; or each by itself, to know which it was. */
async function judgeTogether(
  judge: MutationJudge,
  edits: readonly Mutation[],
): Promise<readonly HarmlessResult[]> {
  const [first] = edits;
  if (!first) return [];
  const all = { ...first, edits: edits.flatMap((one) => one.edits) };
  const { findings } = await judge.judgeHarmless(all);
  if (findings.length === 0) return edits.map((edit) => ({ edit, findings }));
  const alone: HarmlessResult[] = [];
  for (const edit of edits) alone.push(await judge.judgeHarmless(edit));
  const isKnown = alone.some((one) => one.findings.length > 0);
  return isKnown ? alone : [...alone.slice(1), { edit: all, findings }];
}

function unknownCriteria(kinds: readonly MutationKind[], { rules, provers }: Judges): readonly string[] {
  const known = new Set([...rules, ...provers.map(({ criterion }) => criterion)].map(({ id }) => id));
  return [...new Set(kinds.flatMap(({ caughtBy }) => caughtBy))].filter((id) => !known.has(id)).sort();
}
