import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColdStartResults } from '../../../policies/cost/cold-start-results';
import { contracts } from '../../../stacks/contracts';
import { renderColdStartPage, TARGETS } from '../../../tools/docs/cold-start-page';

const ROOT = join(__dirname, '../../..');
const results = JSON.parse(
  readFileSync(join(ROOT, 'bench/results/coldstart.json'), 'utf8'),
) as ColdStartResults;
const files = renderColdStartPage();

test.each([...files.keys()])('%s is what the template and the recorded run make', (file) => {
  const path = join(ROOT, file);
  expect(existsSync(path) && readFileSync(path, 'utf8') === files.get(file)).toBe(true);
});

test('the recorded run has every function, each with the memory that it is deployed with', () => {
  const expected = Object.fromEntries(contracts.map(({ name, memoryMib = 512 }) => [name, memoryMib]));
  const recorded = Object.entries(results.functions).map(([name, { memoryMib }]) => [name, memoryMib]);
  expect(Object.fromEntries(recorded)).toEqual(expected);
});

test('the recorded run says on what machine, when and with what it was made', () => {
  expect(results.measuredOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(results.runs).toBeGreaterThanOrEqual(3);
  expect(Object.keys(results.versions)).toContain('node 22');
});

test.each(Object.keys(TARGETS) as (keyof typeof TARGETS)[])(
  'the recorded ratios to %s keep to the target, or the page says where not',
  (candidate) => {
    const page = files.get('docs/cold-start.md') ?? '';
    for (const [name, { times }] of Object.entries(results.functions)) {
      const ours = times['22']?.ours?.initCpuMs ?? Number.NaN;
      const ratio = ours / (times['22']?.[candidate]?.initCpuMs ?? Number.NaN);
      expect(ratio).toBeGreaterThan(0);
      if (ratio <= TARGETS[candidate]) continue;
      const shown = new RegExp(`- \`${name}\`: .*?([\\d.]+) × ${candidate}`).exec(page)?.[1];
      expect(Number(shown)).toBeGreaterThan(TARGETS[candidate]);
    }
  },
);

test('nothing is left of the template in the page, and its charts are there', () => {
  const page = files.get('docs/cold-start.md') ?? '';
  expect(page).not.toMatch(/\{\{|NaN|undefined/);
  for (const [, chart] of page.matchAll(/\]\((cold-start\/[^)]+)\)/g))
    expect(files.has(`docs/${chart}`)).toBe(true);
});
