import fc from 'fast-check';
import { splitStatements } from '../../../functions/migrate-database/split-statements';

describe('splitStatements', () => {
  test.each([
    ['', []],
    [' ;; ', []],
    ['select 1', ['select 1']],
    ['select 1; select 2;', ['select 1', 'select 2']],
    [`select 'a;b', 'it''s;'; select 2`, [`select 'a;b', 'it''s;'`, 'select 2']],
    ['select "a;b"', ['select "a;b"']],
    ['-- a; comment\nselect 1 -- another;\n;select 2', ['select 1', 'select 2']],
    ['select 1 -- the end; of the script', ['select 1']],
    ['--', []],
    ['select 3 - 2; select -1', ['select 3 - 2', 'select -1']],
    ['/* a; /* nested; */ b; */ select 1', ['select 1']],
    [`select '-- no comment; /* neither */'`, [`select '-- no comment; /* neither */'`]],
    ['do $$ begin x; end $$; select 1', ['do $$ begin x; end $$', 'select 1']],
    ['do $a$ $$;$$ $b$;$b$ $a$; select 1', ['do $a$ $$;$$ $b$;$b$ $a$', 'select 1']],
    ['select a$1; select 2', ['select a$1', 'select 2']],
    ['select $1; select 2', ['select $1', 'select 2']],
    [`select note'x;y'`, [`select note'x;y'`]],
  ])('splits %j', (script, statements) => {
    expect(splitStatements(script)).toEqual(statements);
  });

  test.each([
    [`\nselect 'a`, /quote that begins in line 2 is never closed/],
    ['select "a', /quote that begins in line 1/],
    ['/* /* */', /comment that begins in line 1/],
    ['do $x$ begin', /quote \$x\$ that begins/],
    [`select E'\\''`, /escape string in line 1/],
  ])('refuses %j', (script, message) => {
    expect(() => splitStatements(script)).toThrow(SyntaxError);
    expect(() => splitStatements(script)).toThrow(message);
  });

  test('THEN any list of texts, as string literals, comes apart again', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 5 }), (texts) => {
        const statements = texts.map((text) => `select '${text.replaceAll("'", "''")}'`);
        expect(splitStatements(statements.join(';\n'))).toEqual(
          statements.map((statement) => statement.trim()),
        );
      }),
    );
  });

  test('THEN no script makes it hang or fail otherwise', () => {
    const scripts = fc.string({
      unit: fc.constantFrom(';', "'", '"', '$', 'a', 'e', '-', '/', '*', '\n', ' '),
    });
    fc.assert(
      fc.property(scripts, (script) => {
        try {
          splitStatements(script);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });
});
