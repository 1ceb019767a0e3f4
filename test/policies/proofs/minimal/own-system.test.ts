import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Removal } from '../../../../policies/proofs/minimal/prove-minimal';
import { RULES } from '../../../../policies/rules/registry';
import { ownProvers } from '../../../../tools/mutation/own-provers';
import { synthesizeForMutation } from '../../../../tools/mutation/own-systems';
import { removeParts } from '../../../../tools/mutation/remove-parts';

// The short form of `npm run mutate:policies -- --minimal`, which takes away every part of two environments.

/** Of some four hundred, spread over all stacks and kinds; the same ones each time. */
const SAMPLE = 24;

let directory = '';
let removals: readonly Removal[] = [];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'minimal-test-'));
  const [system] = await synthesizeForMutation(directory, ['prod']);
  if (!system) throw new Error('nothing was synthesized');
  const judges = { rules: RULES, provers: await ownProvers(directory) };
  ({ removals } = await removeParts(system, judges, { most: SAMPLE }));
}, 300_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('of this system, some check misses each part that is taken away', () => {
  expect(removals.length).toBe(SAMPLE);
  expect(new Set(removals.map(({ part }) => part.kind)).size).toBeGreaterThanOrEqual(3);
  const missed = removals.filter(({ noticedBy }) => noticedBy.length === 0);
  expect(
    missed.filter(({ accepted }) => !accepted).map(({ part }) => `${part.key} ${part.sid ?? ''}`),
  ).toEqual([]);
});
