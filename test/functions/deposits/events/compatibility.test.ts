import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import * as v from 'valibot';
import { EVENT_CATALOGUE, parseEvent } from '../../../../functions/deposits/events/catalogue';
import { defineEvent, type EventDefinition } from '../../../../functions/deposits/events/event';
import { incompatibilities } from '../../../../tools/docs/compatibility';
import {
  IncompatibleChangeError,
  RECORDS_DIRECTORY,
  readRecord,
  recordFile,
  renderRecord,
  updatedRecord,
} from '../../../../tools/docs/event-records';
import { type JsonSchema, jsonSchemaOf } from '../../../../tools/docs/json-schema';
import { conformingTo, envelope } from '../../support/event-arbitrary';

const definitions: readonly EventDefinition[] = EVENT_CATALOGUE;
const published = definitions.map((definition): [string, EventDefinition] => [
  `${definition.name} v${definition.version}`,
  definition,
]);

const ajv = new Ajv({
  formats: {
    uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  },
});

function recordOf(definition: EventDefinition) {
  const record = readRecord(definition);
  if (record) return record;
  throw new Error(
    `${definition.name} v${definition.version} is not recorded: run node tools/bin/event-pages.js`,
  );
}

describe('what was published', () => {
  test('is in the catalogue still, every version of it', () => {
    const recorded = readdirSync(RECORDS_DIRECTORY, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(recorded.sort()).toEqual(definitions.map(recordFile).sort());
  });

  test.each(published)('%s changed by optional members only, and those are recorded', (_, definition) => {
    // Throws with the advice to make a further version, or differs because an optional member is not recorded yet.
    const updated = renderRecord(updatedRecord(definition, recordOf(definition)));
    expect(readFileSync(recordFile(definition), 'utf8')).toBe(updated);
  });

  test.each(published)('%s: every recorded sample is taken today', (_, definition) => {
    const { samples } = recordOf(definition);
    expect(samples.length).toBeGreaterThanOrEqual(1);
    for (const sample of samples) {
      expect(parseEvent(envelope(definition.name, sample))).toEqual({
        type: definition.name,
        ...(sample as object),
      });
    }
  });

  test.each(published)('%s: what conformed to the recorded schema is taken today', (_, definition) => {
    fc.assert(
      fc.property(conformingTo(recordOf(definition).schema), (detail) => {
        const event = parseEvent(envelope(definition.name, detail));
        expect(event.type).toBe(definition.name);
        expect(detail).toMatchObject({ metadata: event.metadata, data: event.data });
        expect(JSON.stringify(event)).not.toContain('addedLater');
      }),
    );
  });

  test.each(published)('%s: what is published today conforms to the recorded schema', (_, definition) => {
    const conforms = ajv.compile(recordOf(definition).schema);
    fc.assert(
      fc.property(conformingTo(jsonSchemaOf(definition.schema)), (detail) => {
        const { type: _type, ...sent } = parseEvent(envelope(definition.name, detail));
        expect([conforms(sent), conforms.errors]).toEqual([true, null]);
      }),
    );
  });
});

describe('a change of a published version', () => {
  const told = { name: 'Tried', version: 1, summary: '', producers: [], consumers: [], changes: [] } as const;
  const text = v.pipe(v.string(), v.examples(['text']));
  const base = { id: text, note: v.optional(text), list: v.pipe(v.array(text), v.minLength(1)) };
  const tried = (data: v.ObjectEntries) => defineEvent({ ...told, data: () => data });
  const record = updatedRecord(tried(base), undefined);

  test('GIVEN no change, or further optional members THEN it stands, and old samples are kept', () => {
    expect(updatedRecord(tried(base), record)).toEqual(record);
    const { samples, schema } = updatedRecord(
      tried({ ...base, more: v.optional(v.pipe(v.boolean(), v.examples([true]))) }),
      {
        ...record,
        samples: [{ any: 'sample' }],
      },
    );
    expect(samples).toContainEqual({ any: 'sample' });
    expect(schema.properties?.['data']?.properties).toHaveProperty('more');
  });

  const { id, note, list } = base;
  test.each<[string, v.ObjectEntries, string]>([
    ['removed', { id, list }, '/data/note: was removed or renamed'],
    ['renamed', { id, comment: note, list }, '/data/note: was removed or renamed'],
    ['of another type', { ...base, id: v.number() }, '/data/id: type was "string" and is "number"'],
    ['new and required', { ...base, more: text }, '/data/more: is new and required'],
    ['required that was optional', { ...base, note: text }, '/data/note: was optional and is required'],
    [
      'optional that was required',
      { ...base, id: v.optional(text) },
      '/data/id: was required and is optional',
    ],
    ['narrower', { ...base, id: v.pipe(text, v.regex(/^a$/)) }, '/data/id: pattern was free and is "^a$"'],
    ['wider', { ...base, list: v.array(text) }, '/data/list: minItems was 1 and is free'],
    [
      'another in a list',
      { ...base, list: v.pipe(v.array(v.pipe(text, v.uuid())), v.minLength(1)) },
      '/data/list/*: format was free and is "uuid"',
    ],
    ['a group that was a text', { ...base, id: v.object({}) }, '/data/id: type was "string" and is "object"'],
  ])('GIVEN a member %s THEN it is refused with the advice to make the next version', (_, data, problem) => {
    const error = (() => {
      try {
        return updatedRecord(tried(data), record);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(IncompatibleChangeError);
    expect((error as IncompatibleChangeError).problems).toContain(problem);
    expect(String(error)).toContain('Make version 2');
  });

  test('GIVEN a change at the top THEN the pointer says so', () => {
    const schema = (type: JsonSchema['type']): JsonSchema => ({ type });
    expect(incompatibilities(schema('string'), schema('object'))).toEqual([
      '/: type was "string" and is "object"',
    ]);
  });

  test('GIVEN a schema that cannot be described THEN it is an error, not a gap', () => {
    const unknown: v.GenericSchema[] = [
      v.map(v.string(), v.string()),
      v.pipe(v.string(), v.email()),
      v.pipe(v.string(), v.maxLength(3)),
    ];
    for (const schema of unknown) expect(() => jsonSchemaOf(schema)).toThrow(/is not known to tools\/docs/);
  });
});
