import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_CATALOGUE, parseEvent } from '../../functions/deposits/events/catalogue';
import type { EventDefinition } from '../../functions/deposits/events/event';
import { PAGES_COMMAND, PAGES_DIRECTORY, pageFile, renderPages } from '../../tools/docs/event-pages';
import { repositoryRoot } from '../../tools/repository';

const directory = join(repositoryRoot, PAGES_DIRECTORY);
const definitions: readonly EventDefinition[] = EVENT_CATALOGUE;

describe('the pages of the events', () => {
  const pages = renderPages();

  test(`are those that \`${PAGES_COMMAND}\` writes, and no others`, () => {
    const onDisk = readdirSync(directory).map((file) => [file, readFileSync(join(directory, file), 'utf8')]);
    expect(Object.fromEntries(onDisk)).toEqual(Object.fromEntries(pages));
  });

  test.each(definitions.map((definition): [string, EventDefinition] => [definition.name, definition]))(
    '%s: the page shows an example that a consumer takes, and tells every member and change',
    (name, definition) => {
      const page = pages.get(pageFile(name)) ?? '';
      const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) =>
        JSON.parse(json ?? ''),
      );
      expect(examples.map((example) => parseEvent(example).type)).toContain(name);
      const rows = [...page.matchAll(/^\| `([a-zA-Z.]+)` \| ([^|]+) \| (yes|no) \| ([^|]*) \|$/gm)];
      for (const member of Object.keys(definition.schema.entries.data.entries)) {
        const row = rows.find(([, path]) => path === `data.${member}`);
        expect({ member, isExplained: (row?.[4] ?? '').length > 5 }).toEqual({ member, isExplained: true });
      }
      for (const change of definition.changes) expect(page).toContain(change);
      for (const functionName of [...definition.producers, ...definition.consumers]) {
        expect(page).toContain(`functions/${functionName}/contract.ts`);
      }
    },
  );

  test('GIVEN two versions of an event THEN one page tells both, the newest first', () => {
    const [first] = definitions;
    const second = { ...first, version: 2, changes: ['`data.x` removed.'] } as EventDefinition;
    const rendered = renderPages([first as EventDefinition, second]);
    expect([...rendered.keys()]).toEqual(['README.md', 'deposit-received.md']);
    expect(rendered.get('deposit-received.md')?.match(/^## Version \d$/gm)).toEqual([
      '## Version 2',
      '## Version 1',
    ]);
    expect(rendered.get('README.md')).toContain('| 2, 1 |');
  });

  test('pageFile', () => {
    expect(['DepositReceived', 'LedgerBroken'].map(pageFile)).toEqual([
      'deposit-received.md',
      'ledger-broken.md',
    ]);
  });
});
