import { parse } from '@cdktf/hcl2json';
import * as fc from 'fast-check';
import { type Json, jsonExpression } from '../../../modules/core/json-expression';

/** Reads the expression back with HashiCorp's own parser of HCL. */
async function readBack(documents: readonly Json[]): Promise<readonly unknown[]> {
  const attributes = documents.map((document, index) => {
    const expression = /^\$\{jsonencode\(([\s\S]*)\)\}$/.exec(jsonExpression(document))?.[1];
    return `d${index} = ${expression}`;
  });
  const parsed = await parse('documents.tf', `locals {\n${attributes.join('\n')}\n}\n`);
  const [locals] = parsed['locals'] as [Record<string, unknown>];
  return documents.map((_, index) => locals[`d${index}`]);
}

describe('jsonExpression', () => {
  test.each<[string, Json, string]>([
    ['an object', { type: 'object', required: ['a'] }, '{"type" = "object", "required" = ["a"]}'],
    ['nothing in it', { a: {}, b: [] }, '{"a" = {}, "b" = []}'],
    ['null, numbers and truth', [null, -1.5, true], '[null, -1.5, true]'],
    ['a regular expression', '^\\d+$', '"^\\\\d+$"'],
    ['quotes in names and values', { 'a"': '"' }, '{"a\\"" = "\\""}'],
    ['line ends and tabs', 'a\r\n\tb', '"a\\r\\n\\tb"'],
    ['control characters', '\u0001\u2028', '"\\u0001\\u2028"'],
    ['beginnings of templates', '${a} %{if} $b {c}', '"$${a} %%{if} $b {c}"'],
  ])('writes %s', (_name, document, expression) => {
    expect(jsonExpression(document)).toBe(`\${jsonencode(${expression})}`);
  });

  test('is read back as what was written, whatever the strings hold', async () => {
    // GIVEN documents without template marks, which the parser gives back as they are written, in HCL's normal form
    const text = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((value) => value.replace(/[$%]/g, '').normalize());
    const document = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.boolean(),
        fc.integer(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).value;
    const documents = fc.sample(document, 150);
    // WHEN
    const read = await readBack(documents);
    // THEN
    expect(read).toEqual(documents);
  });
});
