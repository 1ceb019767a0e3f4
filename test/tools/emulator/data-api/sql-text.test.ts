import fc from 'fast-check';
import { compile } from '../../../../tools/emulator/data-api/named-parameters';
import { divide, isMultistatement, leadingWords } from '../../../../tools/emulator/data-api/sql-text';

/** Text in which a colon and a name mean nothing, with the reason. */
const quiet = fc.oneof(
  fc.string().map((text) => `'${text.replaceAll("'", "''")}'`),
  fc.string().map((text) => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`),
  fc.string().map((text) => `"${text.replaceAll('"', '""')}"`),
  fc.string().map((text) => `--${text.replaceAll(/[\r\n]/g, ' ')}\n`),
  fc.string().map((text) => `/* ${text.replaceAll(/[*/]/g, ' ')} /* :inner */ :outer */`),
);
const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);
const code = fc.constantFrom(' SELECT ', ' + ', '(', ')', '::text', ' := ', ', ', ' a$b ', ' x::int[] ');

type Piece = { readonly text: string; readonly parameter?: string };
const piece: fc.Arbitrary<Piece> = fc.oneof(
  quiet.map((text) => ({ text })),
  code.map((text) => ({ text })),
  name.map((parameter) => ({ text: ` :${parameter} `, parameter })),
);

describe('named parameters', () => {
  test('GIVEN any mixture of code, strings and comments WHEN compiled THEN just the parameters of the code are numbered', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const sql = pieces.map(({ text }) => text).join(' ');
        const names = [
          ...new Set(pieces.flatMap(({ parameter }) => (parameter === undefined ? [] : [parameter]))),
        ];
        const expected = pieces
          .map(({ text, parameter }) =>
            parameter === undefined ? text : ` $${names.indexOf(parameter) + 1} `,
          )
          .join(' ');
        const compiled = compile(sql);
        expect(compiled.names).toEqual(names);
        expect(compiled.text).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('GIVEN any text at all WHEN divided THEN the parts joined are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`'"$-/*\\ae:;\n tag`) }), (sql) => {
        expect(
          divide(sql)
            .map(({ text }) => text)
            .join(''),
        ).toBe(sql);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['SELECT :a, :b, :a', 'SELECT $1, $2, $1', ['a', 'b']],
    ['SELECT \':no\', "a:no", :yes::text -- :no', 'SELECT \':no\', "a:no", $1::text -- :no', ['yes']],
    ["SELECT E'it\\':s :no', :yes", "SELECT E'it\\':s :no', $1", ['yes']],
    ["SELECT e.a'', :x", "SELECT e.a'', $1", ['x']],
    ['SELECT $tag$ it is :: free $tag$, :x', 'SELECT $tag$ it is :: free $tag$, $1', ['x']],
    ['SELECT a$b$ FROM t WHERE c = :x', 'SELECT a$b$ FROM t WHERE c = $1', ['x']],
    ['SELECT a[1:2]', 'SELECT a[1$1]', ['2']],
    ["SELECT 'open :x", "SELECT 'open :x", []],
  ])('GIVEN %s WHEN compiled THEN %s', (sql, text, names) => {
    expect(compile(sql)).toMatchObject({ text, names });
  });

  test('GIVEN a name in a dollar quote WHEN compiled THEN the message says why it is refused', () => {
    expect(() => compile('DO $$ BEGIN PERFORM x(:tenant); END $$')).toThrow(
      /':tenant' stands inside a dollar-quoted/,
    );
  });

  test.each([
    ['SELECT 1', false],
    ['SELECT 1;', false],
    ['SELECT 1; -- done', false],
    [' ; ;', false],
    ["SELECT ';'", false],
    ['SELECT $$;$$', false],
    ['SELECT 1; SELECT 2', true],
    ["SELECT 1; 'x'", true],
    ['SELECT 1;;; SELECT 2', true],
    ['/* ; */ SELECT 1', false],
    ['CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END', false],
  ])('GIVEN %s WHEN asked for more than one statement THEN %s', (sql, expected) => {
    expect(isMultistatement(divide(sql))).toBe(expected);
  });

  test('GIVEN comments and brackets in front WHEN the first words are asked THEN they are the keywords', () => {
    expect(leadingWords(divide('/* a */ -- b\n (with x as (select 1) select 2)'), 2)).toEqual(['WITH', 'X']);
  });
});
