import fc from 'fast-check';
import type { BodySchema } from '../../../policies/schema/body-schema';
import { configurationSchema } from '../../../policies/schema/terraform-schema';

/** Pieces of text that have made trouble for one writer of HCL or another. */
const TRICKY = [
  '"',
  '\\',
  '\n',
  '\r\n',
  '\t',
  '$',
  '%',
  '$$',
  '%%',
  '{',
  '}',
  '~',
  '~}',
  '<&>',
  "'",
  '`',
  '#',
  '//',
  '/*',
  ' ',
  '  ',
  '=',
  ' = ',
  ',',
  'EOT',
  '\nEOT\n',
  'é',
  'e\u0301',
  '😀',
  '👩‍👩‍👧',
  '\u2028',
  '\u0000',
  '\u001b',
  '\u007f',
  '\ufeff',
  '\ud800',
  '\\n',
  '\\u0041',
  'null',
  'true',
  '1',
  '[',
  ']',
  '(',
  ')',
  'line',
  '中文',
];

/** Text without anything that Terraform would evaluate. */
export const text = fc
  .array(fc.oneof(fc.constantFrom(...TRICKY), fc.string({ maxLength: 4 })), { maxLength: 8 })
  .map((parts) => parts.join(''));

/** Lines of text that end with a line break. */
export const lines = fc
  .array(fc.oneof(text, fc.string({ maxLength: 20 })), { minLength: 2, maxLength: 4 })
  .map((parts) => parts.map((part) => `${part}\n`).join(''));

/** Text as a template has it: what looks like a sequence is escaped. */
export function escapedForTemplate(source: string): string {
  return source.replace(/([$%])\{/g, '$1$1{');
}

/** Expressions that Terraform evaluates without any provider, spaced in all ways. */
export const expression: fc.Arbitrary<string> = fc.constantFrom(
  'local.fixed',
  'local.fixed ',
  ' local.fixed',
  '1+2',
  '(1 + 2)*3',
  '-1',
  '1 - 1',
  '1 -1',
  '!true',
  '! (true&&false||true)',
  'true?"a":"b"',
  '1 >= 2 ? local.fixed : "x${1+1}y"',
  '[1,2,3][0]',
  'local.list[ 0 ]',
  'local.map["a"]',
  'local.map . a',
  'local.list[*]',
  'local.objects.*.name',
  'local.objects[*].name[0]',
  'join("-",["a","b\\n"])',
  'upper ("x")',
  'max(local.numbers...)',
  'max ( [1,2] ... )',
  'jsonencode({"a"=1,b=[1,null,"x"],"c d"="q\\"uo"})',
  'jsonencode({a="<&>",\n b = {c=[{d=1},{e=2}]}\n})',
  'jsonencode({ "long" = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "longer" = ["bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "cccccccccccccccccccccccccccccccccccccccc"] })',
  '[for x in ["a","b"]:x]',
  '[for i,x in [ "a" ]:"${i}=${x}"]',
  '{for k,v in {a=1}:k=>v...}',
  '{for k,v in {a=1} : upper(k) => v if v!=2 }',
  'merge({a=1},{b : 2})',
  'format("%s-%d","a",3)',
  '"plain"',
  '"in ${"n\\"er"} \\u00e9 $${x} %%{y}"',
  '[]',
  '{}',
  '[[],{}]',
  '{a=1}.a',
  '{ "a" = 1, (local.fixed) = 2 }',
  '1.50',
  '1e3',
  'null',
  'try(local.map.zzz,"d")',
  '~ local.fixed ~',
  'concat(["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],["bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"])',
  'jsondecode("{\\"a\\":[1,2]}").a[1]',
);

/** Expressions whose value becomes text. */
export const scalarExpression = fc.constantFrom(
  'local.fixed',
  '1+2',
  '-1',
  'true?"a":"b"',
  'local.list[ 0 ]',
  'join("-",["a","b\\n"])',
  'upper ("x")',
  '"in ${"n\\"er"} $${x}"',
  'jsonencode({"a"=1,b=[1,null,"x"]})',
  '[for x in ["a","b"]:x][1]',
  '{a = "z"}.a',
  '{ "a=b" = "z" }["a=b"]',
  '~ local.fixed ~',
  '~ local.fixed',
  'local.fixed ~',
  '1 == 1 ? 5 : local.fixed',
);

const directive = fc.constantFrom(
  ['%{ if true }', '%{ endif }'],
  ['%{if local.fixed=="x"}', '%{else}no%{endif}'],
  ['%{ for x in local.list }', '${x}%{ endfor }'],
  ['%{~ if true ~}', '%{~ endif ~}'],
  ['%{ for x in local.list ~}', '${ x },\n%{ endfor ~}'],
);

/** Strings as JSON holds them: text, interpolations and directives. */
export const template: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: text.map(escapedForTemplate) },
      { weight: 1, arbitrary: lines.map(escapedForTemplate) },
      { weight: 3, arbitrary: scalarExpression.map((source) => `\${${source}}`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(directive, text.map(escapedForTemplate))
          .map(([[start, end], inner]) => `${start}${inner.replace(/[$%]+$/, '')}${end}`),
      },
    ),
    { maxLength: 4 },
  )
  .map(joinTemplates);

/** A `$` at the end of one part would escape the sequence that begins the next. */
function joinTemplates(parts: readonly string[]): string {
  return parts.reduce((all, part) => {
    const clash = (/\$$/.test(all) && /^\$?\{/.test(part)) || (/%$/.test(all) && /^%?\{/.test(part));
    return clash || (/[$%]$/.test(all) && /^[$%{]/.test(part)) ? `${all} ${part}` : all + part;
  }, '');
}

const key = fc.oneof(
  fc.constantFrom(
    'a',
    'bb',
    'long_name',
    'for',
    'null',
    'a.b',
    'a b',
    'Ünï',
    '中文',
    '1',
    'a-b',
    '//',
    '"',
    '${local.fixed}',
    'x${1+1}',
  ),
  text.map(escapedForTemplate),
);

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -1, 1e21, 1e-7, 0.1, 123456789012, Number.MAX_SAFE_INTEGER),
);

/** A string that holds JSON: sorted as Terraform's `jsonencode` would, or not. */
export const jsonText = fc
  .jsonValue({ maxDepth: 2 })
  .filter((value) => typeof value === 'object' && value !== null)
  .map((value) => JSON.stringify(value))
  .filter((source) => !/[$%]\{/.test(source));

export const leaf = fc.oneof(
  { weight: 4, arbitrary: template },
  { weight: 2, arbitrary: expression.map((source) => `\${${source}}`) },
  { weight: 2, arbitrary: lines.map(escapedForTemplate) },
  { weight: 1, arbitrary: jsonText },
  { weight: 1, arbitrary: number },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** Anything that an attribute may be. */
export const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    {
      weight: 2,
      arbitrary: fc
        .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => evaluatedKey(name) })
        .map((entries) => Object.fromEntries(entries)),
    },
  ),
})).value;

/** Keys that Terraform would see as the same would make the later one win: no difference, but hard to compare. */
function evaluatedKey(name: string): string {
  const evaluated = name.replaceAll('${local.fixed}', 'x').replaceAll('${1+1}', '2');
  return Buffer.from(evaluated)
    .toString()
    .replace(/^\ufeff/, '')
    .normalize('NFC');
}

/** What `expression` refers to. */
export const LOCALS = {
  fixed: 'x',
  list: ['a', 'b'],
  numbers: [1, 2],
  map: { a: 'm' },
  objects: [{ name: ['n'] }],
} as const;

const TYPES = [
  'aws_default_security_group',
  'aws_lambda_function',
  'aws_security_group',
  'aws_s3_bucket_lifecycle_configuration',
  'aws_wafv2_web_acl',
  'aws_vpc',
  'terraform_data',
] as const;

const attributeName = fc.constantFrom(
  'a',
  'bb',
  'ccc',
  'a_longer_name',
  'name',
  'tags',
  'url',
  'description',
);

/** The body of a block with attributes of any value, and with the nested blocks that its schema has. */
function randomBody(schema: BodySchema, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const attributes = fc.dictionary(attributeName, value, { maxKeys: 4, noNullPrototype: true });
  const names = [...schema.blocks].filter(([, type]) => type.labels === 0).map(([name]) => name);
  if (depth === 0 || names.length === 0) return attributes.map((body) => withoutBlocks(body, schema));
  const blocks = fc.array(
    fc.constantFrom(...names).chain((name) => {
      const type = schema.blocks.get(name);
      const body = type ? randomBody(type.body([]), depth - 1) : fc.constant({});
      return fc.tuple(fc.constant(name), fc.oneof(body, fc.array(body, { maxLength: 3 })));
    }),
    { maxLength: 3 },
  );
  return fc
    .tuple(attributes, blocks)
    .map(([body, nested]) => ({ ...withoutBlocks(body, schema), ...Object.fromEntries(nested) }));
}

function withoutBlocks(body: Record<string, unknown>, schema: BodySchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !schema.blocks.has(name)));
}

/** A stack with resources of real types. Their attributes are not what the provider wants. */
export const randomStack: fc.Arbitrary<Record<string, unknown>> = fc
  .uniqueArray(
    fc.constantFrom(...TYPES).chain((type) => {
      const schema = configurationSchema().blocks.get('resource')?.body([type, 'x']);
      if (!schema) throw new Error('no schema of resources');
      const body = randomBody(schema, 3).map((block) => ({
        ...block,
        lifecycle: { ignore_changes: ['tags'] },
      }));
      return fc.tuple(
        fc.constant(type),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), body, { maxKeys: 3 }),
      );
    }),
    { maxLength: 3, selector: ([type]) => type },
  )
  .map((entries) => ({ resource: Object.fromEntries(entries) }));
