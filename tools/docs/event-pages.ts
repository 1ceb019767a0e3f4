import { EVENT_CATALOGUE } from '../../functions/deposits/events/catalogue';
import { EVENT_SOURCE, type EventDefinition } from '../../functions/deposits/events/event';
import { exampleOf, type JsonSchema, jsonSchemaOf } from './json-schema';

/** The directory of the pages, relative to the repository. */
export const PAGES_DIRECTORY = 'docs/events';

/** The command that writes the pages. */
export const PAGES_COMMAND = 'node tools/bin/event-pages.js';

const NOTICE = `<!-- Written by \`${PAGES_COMMAND}\` from functions/deposits/events. Changes made here are lost. -->`;

/** All pages, by their file's name: the index and one for each event. */
export function renderPages(
  catalogue: readonly EventDefinition[] = EVENT_CATALOGUE,
): ReadonlyMap<string, string> {
  const names = [...new Set(catalogue.map(({ name }) => name))];
  const versionsOf = (name: string) =>
    catalogue.filter((definition) => definition.name === name).sort((a, b) => b.version - a.version);
  return new Map([
    ['README.md', renderIndex(names.map(versionsOf))],
    ...names.map((name): [string, string] => [pageFile(name), renderPage(versionsOf(name))]),
  ]);
}

/** `DepositReceived` → `deposit-received.md` */
export function pageFile(name: string): string {
  return `${name.replace(/(?<=[a-z0-9])[A-Z]/g, '-$&').toLowerCase()}.md`;
}

function renderIndex(events: readonly (readonly EventDefinition[])[]): string {
  const rows = events.flatMap((versions) => {
    const [newest] = versions;
    if (!newest) return [];
    const numbers = versions.map(({ version }) => version).join(', ');
    const link = `[${newest.name}](${pageFile(newest.name)})`;
    return [
      `| ${link} | ${numbers} | ${newest.summary} | ${functions(newest.producers)} | ${functions(newest.consumers)} |`,
    ];
  });
  return page(
    '# Events',
    NOTICE,
    `What the functions tell each other, on the event bus, with the source \`${EVENT_SOURCE}\`. The catalogue is [\`catalogue.ts\`](../../functions/deposits/events/catalogue.ts): the schemas, from which the types are inferred, and these pages are written. A producer cannot publish what does not conform, because the publisher checks it, and a consumer cannot accept it, because \`parseEvent\` does.`,
    [
      '| Event | Versions | What it tells | Published by | Reaches |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
    '## How an event changes',
    [
      '- A published version changes by further optional members only. Anything else makes the next version, in a definition of its own, beside the old one until no archive, queue or consumer holds an old event.',
      `- What was published is recorded in \`test/fixtures/events\`: the schema, and samples. A test fails when a version no longer suits its record. \`${PAGES_COMMAND}\` writes the record of a new version or of an added member, and refuses every other change.`,
      '- Consumers ignore members that they do not know, and drop an `eventId` that they have seen: every event may be delivered more than once, and in any order.',
      '- No event holds account numbers, names or images: buses, queues, archives and logs keep events. Who needs more reads it by the id.',
    ].join('\n'),
  );
}

function renderPage(versions: readonly EventDefinition[]): string {
  const [newest] = versions;
  if (!newest) throw new Error('an event without a version');
  return page(
    `# ${newest.name}`,
    NOTICE,
    newest.summary,
    [
      '| | |',
      '| --- | --- |',
      `| Source | \`${EVENT_SOURCE}\` |`,
      `| Detail type | \`${newest.name}\` |`,
      `| Published by | ${functions(newest.producers)} |`,
      `| Reaches | ${functions(newest.consumers)} |`,
    ].join('\n'),
    ...versions.map(renderVersion),
    '[All events](README.md)',
  );
}

function renderVersion(definition: EventDefinition): string {
  const schema = jsonSchemaOf(definition.schema);
  const example = { source: EVENT_SOURCE, 'detail-type': definition.name, detail: exampleOf(schema) };
  return [
    `## Version ${definition.version}`,
    [
      '| Member of `detail` | Type | Required | Meaning |',
      '| --- | --- | --- | --- |',
      ...rows(schema, '', true),
    ].join('\n'),
    'The envelope, without what EventBridge adds:',
    `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``,
    ['History:', '', ...definition.changes.map((change, index) => `${index + 1}. ${change}`)].join('\n'),
  ].join('\n\n');
}

/** One row a member; the members of an object follow it. */
function rows(schema: JsonSchema, path: string, isRequired: boolean): string[] {
  const own =
    path === '' || (schema.properties && schema.description === undefined)
      ? []
      : [
          `| \`${path}\` | ${typeName(schema)} | ${isRequired ? 'yes' : 'no'} | ${schema.description ?? ''} |`,
        ];
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
    rows(member, path === '' ? name : `${path}.${name}`, schema.required?.includes(name) === true),
  );
  return [...own, ...below];
}

function typeName(schema: JsonSchema): string {
  if ('const' in schema) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ');
  if (schema.items)
    return `list of ${typeName(schema.items)}${range(schema.minItems, schema.maxItems, ' items')}`;
  const pattern = schema.pattern === undefined ? '' : ` \`${schema.pattern}\``;
  const length = schema.minLength === undefined ? '' : `, ${schema.minLength} or more characters`;
  return `${kindOf(schema)}${pattern}${range(schema.minimum, schema.maximum)}${length}`;
}

function kindOf({ format, type }: JsonSchema): string {
  if (format === 'uuid') return 'UUID';
  if (format === 'date-time') return 'time, ISO 8601';
  return type ?? 'anything';
}

function range(from: number | undefined, to: number | undefined, unit = ''): string {
  if (from === undefined && to === undefined) return '';
  return to === undefined ? `, ${from} or more${unit}` : `, ${from ?? 'up'} to ${to}${unit}`;
}

function functions(names: readonly string[]): string {
  if (names.length === 0) return 'whoever subscribes; no function of this system';
  return names.map((name) => `[${name}](../../functions/${name}/contract.ts)`).join(', ');
}

function page(...blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
