import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from './json-schema';

/**
 * What a schema may not do to one that was published, with a pointer to each member.
 *
 * Two parties have the published schema: who reads old events from an archive with the new schema, and consumers who
 * still have the old schema and get new events. Only one change suits both: a further member that is optional. So any
 * other makes the next version.
 */
export function incompatibilities(published: JsonSchema, current: JsonSchema, pointer = ''): string[] {
  const at = pointer || '/';
  return [
    ...changedKeywords(published, current).map((change) => `${at}: ${change}`),
    ...members(published, current, pointer),
    ...(published.items && current.items
      ? incompatibilities(published.items, current.items, `${pointer}/*`)
      : []),
  ];
}

/** These are compared member by member, or say nothing about what conforms. */
const APART: ReadonlySet<keyof JsonSchema> = new Set([
  'properties',
  'required',
  'items',
  'description',
  'examples',
]);

function changedKeywords(published: JsonSchema, current: JsonSchema): string[] {
  const keywords = new Set([...Object.keys(published), ...Object.keys(current)] as (keyof JsonSchema)[]);
  return [...keywords]
    .filter((keyword) => !APART.has(keyword) && !isDeepStrictEqual(published[keyword], current[keyword]))
    .map((keyword) => `${keyword} was ${show(published[keyword])} and is ${show(current[keyword])}`);
}

function show(value: unknown): string {
  return value === undefined ? 'free' : JSON.stringify(value);
}

function members(published: JsonSchema, current: JsonSchema, pointer: string): string[] {
  const [before, after] = [published.properties ?? {}, current.properties ?? {}];
  const needed = (schema: JsonSchema, name: string) => schema.required?.includes(name) === true;
  const known = Object.entries(before).flatMap(([name, member]) => {
    const at = `${pointer}/${name}`;
    const now = after[name];
    if (!now) return [`${at}: was removed or renamed`];
    const [was, is] = [needed(published, name), needed(current, name)];
    return [
      ...(was && !is ? [`${at}: was required and is optional`] : []),
      ...(!was && is ? [`${at}: was optional and is required`] : []),
      ...incompatibilities(member, now, at),
    ];
  });
  const added = Object.keys(after).filter((name) => !(name in before) && needed(current, name));
  return [...known, ...added.map((name) => `${pointer}/${name}: is new and required`)];
}
