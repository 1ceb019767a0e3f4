/**
 * Turns a schema of JSON Schema draft 4, which API Gateway's models use, into one that Ajv reads: the boolean
 * `exclusiveMinimum` and `exclusiveMaximum` become numbers, `id` and `$schema` go. Names of properties are left alone.
 */
export function fromDraftFour(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(fromDraftFour);
  if (!isObject(schema)) return schema;
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$schema' || (keyword === 'id' && typeof value === 'string')) continue;
    if (MAPS_OF_SCHEMAS.has(keyword) && isObject(value)) {
      result[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, part]) => [name, fromDraftFour(part)]),
      );
    } else {
      result[keyword] = LITERALS.has(keyword) ? value : fromDraftFour(value);
    }
  }
  exclusive(result, 'minimum', 'exclusiveMinimum');
  exclusive(result, 'maximum', 'exclusiveMaximum');
  return result;
}

/** Keywords whose keys are names, not keywords. */
const MAPS_OF_SCHEMAS = new Set(['properties', 'patternProperties', 'definitions', 'dependencies']);
/** Keywords whose values are data, not schemas. */
const LITERALS = new Set(['enum', 'default', 'example', 'required']);

function exclusive(schema: Record<string, unknown>, limit: string, flag: string): void {
  if (typeof schema[flag] !== 'boolean') return;
  if (schema[flag] && typeof schema[limit] === 'number') {
    schema[flag] = schema[limit];
    delete schema[limit];
  } else {
    delete schema[flag];
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
