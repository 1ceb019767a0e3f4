import { Token } from 'cdktf';
import type { Problems } from '../core/errors';
import type { Json } from '../core/json-expression';

/** A JSON schema of draft 4, the one that API Gateway validates with. */
export type BodySchema = { readonly [keyword: string]: Json };

/** Keywords of later drafts, which API Gateway refuses or, worse, ignores. */
const LATER_KEYWORDS = new Set([
  '$anchor',
  '$defs',
  '$id',
  'const',
  'contains',
  'dependentRequired',
  'dependentSchemas',
  'else',
  'examples',
  'if',
  'prefixItems',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
/** Their members are schemas under names of the author's choice. */
const NAMED_SCHEMAS = new Set(['definitions', 'dependencies', 'patternProperties', 'properties']);
/** Their contents are data, not schemas. */
const DATA = new Set(['default', 'enum', 'required']);

export const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';

/** Records what API Gateway would not understand in the schema. */
export function checkBodySchema(problems: Problems, property: string, schema: BodySchema): void {
  const dialect = schema['$schema'];
  problems.check(dialect === undefined || dialect === DRAFT_4, {
    code: 'api-schema-dialect',
    property: `${property}.$schema`,
    received: dialect,
    allowed: DRAFT_4,
    fix: 'Write the schema in draft 4; $schema can be left out.',
  });
  problems.check(typeof schema['type'] === 'string', {
    code: 'api-schema-type',
    property: `${property}.type`,
    received: schema['type'],
    allowed: 'a type, such as "object"',
    fix: 'Without a type, any body passes.',
  });
  checkKeywords(problems, property, schema);
}

function checkKeywords(problems: Problems, at: string, schema: Json): void {
  if (typeof schema === 'string') {
    problems.check(!Token.isUnresolved(schema), {
      code: 'api-schema-reference',
      property: at,
      received: schema,
      allowed: 'constants',
      fix: 'Write the value out: what is validated must be readable in the review.',
    });
    return;
  }
  if (typeof schema !== 'object' || schema === null) return;
  if (Array.isArray(schema)) {
    schema.forEach((member: Json, index) => {
      checkKeywords(problems, `${at}[${index}]`, member);
    });
    return;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    const here = `${at}.${keyword}`;
    problems.check(!LATER_KEYWORDS.has(keyword), {
      code: 'api-schema-keyword',
      property: here,
      received: keyword,
      allowed: 'keywords of JSON schema draft 4',
      fix: 'Say it with an older keyword (const: enum of one), or leave it to the function.',
    });
    problems.check(!keyword.startsWith('exclusive') || typeof value === 'boolean', {
      code: 'api-schema-exclusive',
      property: here,
      received: value,
      allowed: 'true or false, beside minimum or maximum, as draft 4 has it',
      fix: 'Write minimum: 0, exclusiveMinimum: true.',
    });
    if (NAMED_SCHEMAS.has(keyword) && typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        checkKeywords(problems, `${here}.${name}`, member as Json);
      }
    } else if (!DATA.has(keyword)) {
      checkKeywords(problems, here, value);
    }
  }
}
