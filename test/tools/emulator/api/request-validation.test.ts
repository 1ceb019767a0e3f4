import type { ApiRequest } from '../../../../tools/emulator/api/api-request';
import type { ApiMethod } from '../../../../tools/emulator/api/deployed-api';
import { fromDraftFour } from '../../../../tools/emulator/api/draft-four';
import { Refusal } from '../../../../tools/emulator/api/refusal';
import { RequestValidation } from '../../../../tools/emulator/api/request-validation';
import { TokenBucket } from '../../../../tools/emulator/api/throttle';

/** What the validator says of a body; undefined when it passes. */
function validate(schema: unknown, body: string, models: Record<string, unknown> = {}): string | undefined {
  const validation = new RequestValidation({ id: 'a', models: { ...models, M: schema } });
  const method = {
    requiredParameters: [],
    validatesParameters: false,
    validatesBody: true,
    requestModels: { 'application/json': 'M' },
  } as unknown as ApiMethod;
  const request = {
    headers: {},
    body: Buffer.from(body),
    query: new URLSearchParams(),
  } as unknown as ApiRequest;
  try {
    validation.check(request, method, {});
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.details.validationError;
  }
}

test.each<[unknown, string, string]>([
  [{ required: ['b', 'a'] }, '{}', '[object has missing required properties (["a","b"])]'],
  [
    { type: ['integer', 'null'] },
    '"x"',
    '[instance type (string) does not match any allowed primitive type (allowed: ["integer","null"])]',
  ],
  [
    { type: 'string' },
    '1',
    '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]',
  ],
  [
    { type: 'integer' },
    '1.5',
    '[instance type (number) does not match any allowed primitive type (allowed: ["integer"])]',
  ],
  [
    { enum: ['EUR', 'USD'] },
    '"X"',
    '[instance value ("X") not found in enum (possible values: ["EUR","USD"])]',
  ],
  [{ minLength: 3 }, '"ü"', '[string "ü" is too short (length: 1, required minimum: 3)]'],
  [{ maxLength: 1 }, '"ab"', '[string "ab" is too long (length: 2, maximum allowed: 1)]'],
  [{ pattern: '^\\d+$' }, '"a"', '[ECMA 262 regex "^\\\\d+$" does not match input string "a"]'],
  [{ minimum: 1 }, '0', '[numeric instance is lower than the required minimum (minimum: 1, found: 0)]'],
  [{ maximum: 1 }, '2', '[numeric instance is greater than the required maximum (maximum: 1, found: 2)]'],
  [
    { minimum: 0, exclusiveMinimum: true },
    '0',
    '[numeric instance is not strictly greater than the required minimum 0]',
  ],
  [
    { maximum: 9, exclusiveMaximum: true },
    '9',
    '[numeric instance is not strictly lower than the required maximum 9]',
  ],
  [{ multipleOf: 5 }, '7', '[remainder of division is not zero (7 / 5)]'],
  [{ minItems: 1 }, '[]', '[array is too short: must have at least 1 elements but instance has 0 elements]'],
  [{ maxItems: 1 }, '[1,2]', '[array is too long: must have at most 1 elements but instance has 2 elements]'],
  [{ uniqueItems: true }, '[1,1]', '[array must not contain duplicate elements]'],
  [
    { properties: { a: {} }, additionalProperties: false },
    '{"c":1,"b":1}',
    '[object instance has properties which are not allowed by the schema: ["b","c"]]',
  ],
  [
    { anyOf: [{ type: 'string' }, { minimum: 5 }] },
    '1',
    '[instance failed to match at least one required schema]',
  ],
  [{ format: 'date-time' }, '"soon"', '[string "soon" is invalid against requested format "date-time"]'],
  [
    { required: ['a'], properties: { b: { type: 'string' }, c: { items: { minimum: 1 } } } },
    '{"b":1,"c":[0]}',
    '[object has missing required properties (["a"]), ' +
      'instance type (integer) does not match any allowed primitive type (allowed: ["string"]), ' +
      'numeric instance is lower than the required minimum (minimum: 1, found: 0)]',
  ],
])('GIVEN %j WHEN %s is sent THEN the validator’s sentence', (schema, body, expected) => {
  expect(validate(schema, body)).toBe(expected);
});

test.each<[unknown, string]>([
  [{ type: 'object' }, ''],
  [{ minimum: 0, exclusiveMinimum: false }, '0'],
  [{ format: 'uuid' }, '"anything"'],
  [{ format: 'date-time' }, '"2026-01-01T00:00:00Z"'],
  [
    { id: 'x', $schema: 'http://json-schema.org/draft-04/schema#', properties: { id: { type: 'string' } } },
    '{"id":"1"}',
  ],
  [{ properties: { exclusiveMinimum: { type: 'boolean' } } }, '{"exclusiveMinimum":true}'],
])('GIVEN %j WHEN %s is sent THEN it passes', (schema, body) => {
  expect(validate(schema, body)).toBeUndefined();
});

test('GIVEN a model that refers to another WHEN validated THEN both apply', () => {
  const other = { properties: { c: { enum: ['EUR'] } } };
  const schema = {
    properties: { money: { $ref: 'https://apigateway.amazonaws.com/restapis/a/models/Money' } },
  };
  expect(validate(schema, '{"money":{"c":"EUR"}}', { Money: other })).toBeUndefined();
  expect(validate(schema, '{"money":{"c":"X"}}', { Money: other })).toMatch(/not found in enum/);
});

test('GIVEN draft 4 WHEN translated THEN names of properties are left alone', () => {
  const schema = {
    id: 'x',
    properties: { id: { id: 'y', type: 'string' }, $schema: {} },
    enum: [{ id: 'kept' }],
    items: [{ minimum: 1, exclusiveMinimum: true }],
  };
  expect(fromDraftFour(schema)).toEqual({
    properties: { id: { type: 'string' }, $schema: {} },
    enum: [{ id: 'kept' }],
    items: [{ exclusiveMinimum: 1 }],
  });
});

test('GIVEN a bucket WHEN time passes THEN it fills at its rate up to its burst', () => {
  let now = 0;
  const bucket = new TokenBucket({ rateLimit: 2, burstLimit: 3 }, () => now);
  const take = (count: number) => Array.from({ length: count }, () => bucket.take());
  expect(take(4)).toEqual([true, true, true, false]);
  now = 500;
  expect(take(2)).toEqual([true, false]);
  now = 60_000;
  expect(take(4)).toEqual([true, true, true, false]);
});
