import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderCostsPage } from '../../../tools/cost/costs-page';
import { repositoryRoot } from '../../../tools/repository';

describe('docs/costs.md', () => {
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    files = await renderCostsPage();
  });

  test('and its charts are what the configuration, the prices and the template give: npm run docs:costs', () => {
    for (const [file, text] of files) {
      const path = join(repositoryRoot, file);
      expect({ file, text: existsSync(path) ? readFileSync(path, 'utf8') : 'missing' }).toEqual({
        file,
        text,
      });
    }
    const charts = readdirSync(join(repositoryRoot, 'docs/costs')).map((name) => `docs/costs/${name}`);
    expect(charts.filter((chart) => !files.has(chart))).toEqual([]);
  });

  test('has a bill and a chart for each environment but the emulator', () => {
    expect([...files.keys()]).toEqual([
      'docs/costs.md',
      'docs/costs/environments.svg',
      'docs/costs/egress-dev.svg',
      'docs/costs/egress-staging.svg',
      'docs/costs/egress-prod.svg',
    ]);
  });

  test('has a source for each price, and marks those that are not verified', () => {
    const page = files.get('docs/costs.md') ?? '';
    const rows = page
      .slice(page.indexOf('## Prices'))
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => !/\[[^\]]+\]\(https:\/\/[^)]+\) \| [^|]+ \|$/.test(row))).toEqual([]);
    expect(
      rows.filter(
        (row) => /other-region|recollection|hearsay|inference/.test(row) && !row.includes('**not verified**'),
      ),
    ).toEqual([]);
    expect(page).not.toMatch(/\{\{|undefined|NaN|\[object/);
  });
});
