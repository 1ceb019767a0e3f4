import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reachableIsDeclaredProvers } from '../../../policies/proofs/reachable-is-declared/provers';
import { RULES } from '../../../policies/rules/registry';
import type { Judges } from '../../../tools/mutation/findings';
import { HARMLESS_KINDS } from '../../../tools/mutation/harmless-kinds';
import { MutationJudge, mutationOf } from '../../../tools/mutation/judge-mutation';
import type { MutationKind } from '../../../tools/mutation/kind';
import { MUTATION_KINDS } from '../../../tools/mutation/kinds/all-kinds';
import { MUTATED_ENVIRONMENTS, synthesizeForMutation } from '../../../tools/mutation/own-systems';
import { SystemView } from '../../../tools/mutation/system-view';

// The short form: one mutation of each kind. `npm run mutate:policies` makes all of them, with the code of the functions.

/** Proof 1 takes the compiler: kinds that only it names are left to the command. */
const OF_THE_CODE = ['proof-granted-is-used'];
const JUDGES: Judges = { rules: RULES, provers: reachableIsDeclaredProvers() };
const known = new Set([...RULES, ...JUDGES.provers.map(({ criterion }) => criterion)].map(({ id }) => id));

const environments: { readonly view: SystemView; readonly judge: MutationJudge }[] = [];
let directory = '';

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mutations-test-'));
  for (const system of await synthesizeForMutation(directory, MUTATED_ENVIRONMENTS)) {
    environments.push({ view: new SystemView(system), judge: await MutationJudge.of(system, JUDGES) });
  }
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

const judged = MUTATION_KINDS.filter(({ caughtBy }) => caughtBy.every((id) => known.has(id)));

describe('mutations', () => {
  test('have names of their own, and name rules and proofs that exist', () => {
    const ids = [...MUTATION_KINDS, ...HARMLESS_KINDS].map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const named = MUTATION_KINDS.flatMap(({ caughtBy }) => caughtBy);
    expect(named.filter((id) => !known.has(id) && !OF_THE_CODE.includes(id))).toEqual([]);
    expect(MUTATION_KINDS.length).toBeGreaterThanOrEqual(40);
    expect(MUTATION_KINDS.length - judged.length).toBeLessThan(5);
  });

  test.each(judged.map((kind): [string, MutationKind] => [kind.id, kind]))('caught: %s', async (_, kind) => {
    const [place] = environments.flatMap(({ view, judge }) =>
      kind
        .changes(view)
        .slice(0, 1)
        .map((change) => ({ change, view, judge })),
    );
    if (!place) throw new Error('no environment has a place for it');
    const { change, view, judge } = place;
    const result = await judge.judge(mutationOf(kind.id, view.environment, change), kind);
    expect([result.status, ...result.findings.map(({ criterion }) => criterion)]).toContain('caught');
  });

  test('one that changes nothing survives', async () => {
    const [first] = environments;
    const [kind] = judged;
    if (!first || !kind) throw new Error('nothing to judge');
    const idle = { kind: kind.id, environment: first.view.environment, edits: [], changed: [] };
    expect(await first.judge.judge(idle, kind)).toMatchObject({ status: 'survived', findings: [] });
  });

  test('a finding of another rule does not count', async () => {
    const [first] = environments;
    const kind = MUTATION_KINDS.find(({ id }) => id === 'key-rotation-off');
    if (!first || !kind) throw new Error('nothing to judge');
    const [change] = kind.changes(first.view);
    if (!change) throw new Error('no key');
    const mutation = mutationOf(kind.id, first.view.environment, change);
    const other = { ...kind, caughtBy: ['lambda-tracing'] };
    expect(await first.judge.judge(mutation, other)).toMatchObject({
      status: 'survived',
      findings: [{ criterion: 'kms-rotation' }],
    });
  });
});

describe('harmless edits', () => {
  test.each(HARMLESS_KINDS.map(({ id, changes }) => ({ id, changes })))(
    'raise nothing: $id',
    async ({ id, changes }) => {
      const [place] = environments.flatMap(({ view, judge }) =>
        changes(view)
          .slice(0, 1)
          .map((change) => ({ change, view, judge })),
      );
      if (!place) throw new Error('no environment has a place for it');
      const { change, view, judge } = place;
      const { findings } = await judge.judgeHarmless(mutationOf(id, view.environment, change));
      expect(findings).toEqual([]);
    },
  );
});
