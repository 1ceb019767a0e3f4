import fc from 'fast-check';
import type { JsonSchema } from '../../../tools/docs/json-schema';

/**
 * Whatever conforms to a JSON Schema of an event, with members that the schema does not know in every object, which
 * consumers have to ignore.
 */
export function conformingTo(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return fc.array(conformingTo(schema.items ?? {}), {
        minLength: schema.minItems,
        maxLength: schema.maxItems,
      });
    case 'integer':
      return fc.integer({
        min: schema.minimum ?? Number.MIN_SAFE_INTEGER,
        max: schema.maximum ?? Number.MAX_SAFE_INTEGER,
      });
    case 'string':
      return textOf(schema);
    default:
      throw new Error(`no events of the type ${schema.type} are made yet`);
  }
}

function objectOf({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [name, conformingTo(member)]),
  );
  const known = fc.record(members, { requiredKeys: [...required] });
  const unknown = fc.dictionary(
    fc.constantFrom('x', 'addedLater', 'constructor', '__proto__'),
    fc.jsonValue(),
    { maxKeys: 2 },
  );
  return fc.tuple(unknown, known).map(([further, own]) => ({ ...further, ...own }));
}

function textOf({ format, pattern, minLength }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  if (format === undefined) return fc.string({ minLength });
  return fc
    .date({ min: new Date('2000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString());
}

/** The envelope as EventBridge delivers it. */
export function envelope(type: string, detail: unknown): Record<string, unknown> {
  return {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': type,
    source: 'deposits',
    account: '123456789012',
    time: '2026-01-31T12:00:00Z',
    region: 'eu-central-1',
    resources: [],
    detail,
  };
}
