import type { GenericSchema } from 'valibot';

/** As much of JSON Schema as the schemas of events need. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: 'uuid' | 'date-time';
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** What valibot's schemas and actions tell of themselves. */
interface Part {
  readonly type: string;
  readonly pipe?: readonly Part[];
  readonly entries?: Readonly<Record<string, Part>>;
  readonly item?: Part;
  readonly wrapped?: Part;
  readonly literal?: unknown;
  readonly options?: readonly unknown[];
  readonly requirement?: unknown;
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

/**
 * The JSON Schema of a valibot schema: of what events use, and of nothing else, so that nothing of a schema is left out
 * in silence. Members that it does not name are allowed, as they are by the schemas themselves.
 *
 * @throws Error for a schema or a check that it does not know
 */
export function jsonSchemaOf(schema: GenericSchema): JsonSchema {
  return describe(schema as unknown as Part);
}

function describe(part: Part): JsonSchema {
  if (!part.pipe) return base(part);
  const [inner, ...actions] = part.pipe;
  if (!inner) throw new Error('a pipe without a schema');
  const schema = describe(inner);
  for (const action of actions) Object.assign(schema, check(action, schema));
  return schema;
}

function base(part: Part): JsonSchema {
  switch (part.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return { type: part.type };
    case 'literal':
      return { const: part.literal };
    case 'picklist':
      return { enum: part.options ?? [] };
    case 'array':
      return { type: 'array', items: describe(part.item ?? unknownPart('an array without items')) };
    case 'object': {
      const entries = Object.entries(part.entries ?? {});
      return {
        type: 'object',
        properties: Object.fromEntries(
          entries.map(([name, entry]) => [name, describe(entry.wrapped ?? entry)]),
        ),
        required: entries.filter(([, { type }]) => type !== 'optional').map(([name]) => name),
      };
    }
    default:
      return unknownPart(`the schema ${part.type}`);
  }
}

function check(action: Part, { type }: JsonSchema): JsonSchema {
  const { requirement } = action;
  switch (action.type) {
    case 'description':
      return { description: action.description ?? '' };
    case 'examples':
      return { examples: action.examples ?? [] };
    case 'uuid':
      return { format: 'uuid' };
    case 'iso_timestamp':
      return { format: 'date-time' };
    case 'regex':
      return { pattern: (requirement as RegExp).source };
    case 'safe_integer':
      return { type: 'integer' };
    case 'min_value':
      return { minimum: requirement as number };
    case 'max_value':
      return { maximum: requirement as number };
    case 'non_empty':
      return type === 'array' ? { minItems: 1 } : { minLength: 1 };
    case 'min_length':
      return type === 'array' ? { minItems: requirement as number } : { minLength: requirement as number };
    case 'max_length':
      if (type === 'array') return { maxItems: requirement as number };
      return unknownPart('a longest text');
    default:
      return unknownPart(`the check ${action.type}`);
  }
}

function unknownPart(what: string): never {
  throw new Error(
    `${what} is not known to tools/docs/json-schema.ts: add it there, and to the compatibility test`,
  );
}

/**
 * What a schema's examples make together.
 *
 * @param members with the optional ones, or without them
 */
export function exampleOf(schema: JsonSchema, members: 'all' | 'required' = 'all'): unknown {
  if (schema.examples?.length) return schema.examples[0];
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.items) return [exampleOf(schema.items, members)];
  if (!schema.properties) throw new Error('a member of an event has no example: give it v.examples([…])');
  const shown = Object.entries(schema.properties).filter(
    ([name]) => members === 'all' || schema.required?.includes(name),
  );
  return Object.fromEntries(shown.map(([name, member]) => [name, exampleOf(member, members)]));
}

/** The schema without what is said for readers only. */
export function bare(schema: JsonSchema): JsonSchema {
  const { description: _description, examples: _examples, properties, items, ...rest } = schema;
  return {
    ...rest,
    ...(items && { items: bare(items) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [name, bare(member)]),
      ),
    }),
  };
}
