import type { ErrorObject } from 'ajv';

/**
 * What API Gateway puts into `$context.error.validationErrorString`: the sentences of the validator that it uses
 * (json-schema-validator for Java), in brackets.
 *
 * @param body what was validated
 */
export function validationErrorString(errors: readonly ErrorObject[], body: unknown): string {
  return `[${sentences(errors, body).join(', ')}]`;
}

function sentences(errors: readonly ErrorObject[], body: unknown): string[] {
  const alternatives = errors.filter(({ keyword }) => ['anyOf', 'oneOf', 'not'].includes(keyword));
  // Of a failed alternative only the alternative is reported, not what each of its branches missed.
  const own = errors.filter((error) => !alternatives.some((parent) => isWithin(error, parent)));
  const grouped = new Map<string, ErrorObject[]>();
  for (const error of own) {
    const together = ['required', 'additionalProperties'].includes(error.keyword);
    const key = `${error.instancePath}|${error.schemaPath}|${together ? '' : grouped.size}`;
    grouped.set(key, [...(grouped.get(key) ?? []), error]);
  }
  return [...grouped.values()].map((group) => sentence(group, body));
}

function isWithin(error: ErrorObject, parent: ErrorObject): boolean {
  return error !== parent && error.schemaPath.startsWith(`${parent.schemaPath}/`);
}

function sentence(group: readonly ErrorObject[], body: unknown): string {
  const [error] = group;
  if (!error) return '';
  const value = valueAt(body, error.instancePath);
  const write = SENTENCES[error.keyword];
  return write ? write(error.params, value, group) : `${error.keyword}: ${error.message ?? 'is not valid'}`;
}

type Sentence = (params: Record<string, unknown>, value: unknown, group: readonly ErrorObject[]) => string;

const quoted = (value: unknown) => JSON.stringify(value);
const list = (values: readonly unknown[]) => JSON.stringify([...values].map(String).sort());
const sizeOf = (value: unknown) =>
  Array.isArray(value) ? value.length : Object.keys(value as object).length;
const lengthOf = (value: unknown) => [...String(value)].length;

const SENTENCES: Readonly<Record<string, Sentence>> = {
  required: (_params, _value, group) =>
    `object has missing required properties (${list(group.map(({ params }) => params['missingProperty']))})`,
  additionalProperties: (_params, _value, group) =>
    `object instance has properties which are not allowed by the schema: ${list(group.map(({ params }) => params['additionalProperty']))}`,
  type: ({ type }, value) =>
    `instance type (${typeName(value)}) does not match any allowed primitive type (allowed: ${list([type].flat())})`,
  enum: ({ allowedValues }, value) =>
    `instance value (${quoted(value)}) not found in enum (possible values: ${quoted(allowedValues)})`,
  minLength: ({ limit }, value) =>
    `string ${quoted(value)} is too short (length: ${lengthOf(value)}, required minimum: ${limit})`,
  maxLength: ({ limit }, value) =>
    `string ${quoted(value)} is too long (length: ${lengthOf(value)}, maximum allowed: ${limit})`,
  pattern: ({ pattern }, value) =>
    `ECMA 262 regex ${quoted(pattern)} does not match input string ${quoted(value)}`,
  minimum: ({ limit }, value) =>
    `numeric instance is lower than the required minimum (minimum: ${limit}, found: ${value})`,
  maximum: ({ limit }, value) =>
    `numeric instance is greater than the required maximum (maximum: ${limit}, found: ${value})`,
  exclusiveMinimum: ({ limit }) =>
    `numeric instance is not strictly greater than the required minimum ${limit}`,
  exclusiveMaximum: ({ limit }) =>
    `numeric instance is not strictly lower than the required maximum ${limit}`,
  multipleOf: ({ multipleOf }, value) => `remainder of division is not zero (${value} / ${multipleOf})`,
  minItems: ({ limit }, value) =>
    `array is too short: must have at least ${limit} elements but instance has ${sizeOf(value)} elements`,
  maxItems: ({ limit }, value) =>
    `array is too long: must have at most ${limit} elements but instance has ${sizeOf(value)} elements`,
  uniqueItems: () => 'array must not contain duplicate elements',
  minProperties: ({ limit }, value) =>
    `object has too few properties (found ${sizeOf(value)} but schema requires at least ${limit})`,
  maxProperties: ({ limit }, value) =>
    `object has too many properties (found ${sizeOf(value)} but schema requires at most ${limit})`,
  format: ({ format }, value) =>
    `string ${quoted(value)} is invalid against requested format ${quoted(format)}`,
  anyOf: () => 'instance failed to match at least one required schema',
  oneOf: ({ passingSchemas }) =>
    `instance failed to match exactly one schema (matched ${Array.isArray(passingSchemas) ? passingSchemas.length : 0})`,
  not: () => 'instance matched a schema which it should not have',
};

/** The validator's names of JSON types: whole numbers are integers to it. */
function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** Follows a JSON pointer. */
function valueAt(body: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body);
}
