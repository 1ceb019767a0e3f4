import fc from 'fast-check';
import type { Json } from '../../../../tools/emulator/workflows/language/json';
import { findAt, valueAt, withValueAt } from '../../../../tools/emulator/workflows/language/json-path';
import { evaluate, fillTemplate } from '../../../../tools/emulator/workflows/language/payload-template';
import { FakeHost } from './fake-host';

const DEPOSIT: Json = {
  id: 'd-1',
  checks: [
    { check: 'cheque', outcome: 'PASSED' },
    { check: 'account', outcome: 'REVIEW' },
  ],
  'a name': { "it's": 1 },
  none: null,
};

describe('paths', () => {
  test.each<[string, Json]>([
    ['$', DEPOSIT],
    ['$.id', 'd-1'],
    ["$['id']", 'd-1'],
    ["$[\"a name\"]['it\\'s']", 1],
    ['$.checks[1].outcome', 'REVIEW'],
    ['$.checks[-1].check', 'account'],
    ['$.checks[*].outcome', ['PASSED', 'REVIEW']],
    ['$.checks.*.check', ['cheque', 'account']],
    ['$.checks[0:1].check', ['cheque']],
    ['$.checks[:].check', ['cheque', 'account']],
    ['$..outcome', ['PASSED', 'REVIEW']],
    ['$.none', null],
    ['$.nothing[*]', []],
  ])('GIVEN %s WHEN evaluated THEN its value is found', (path, expected) => {
    expect(valueAt(path, DEPOSIT)).toEqual(expected);
  });

  test.each([
    '$.missing',
    '$.id.x',
    '$.checks[9]',
    "$['constructor']",
    '$.checks[?(@.a)]',
    'id',
    '$.a b',
    '$..',
  ])('GIVEN %s WHEN evaluated THEN it fails as States.Runtime', (path) => {
    expect(() => valueAt(path, DEPOSIT)).toThrow(expect.objectContaining({ error: 'States.Runtime' }));
  });

  test('GIVEN any name WHEN a value is put there THEN it is found there and nowhere else changed', () => {
    const key = fc.string({ minLength: 1 }).filter((name) => name !== '__proto__');
    fc.assert(
      fc.property(key, key, fc.jsonValue(), (outer, inner, value) => {
        const quoted = (name: string) => `['${name.replace(/['\\]/g, '\\$&')}']`;
        const path = `$${quoted(outer)}${quoted(inner)}`;
        const before = { kept: 1, [outer]: { other: 2 } };
        const after = withValueAt(path, before, value as Json);
        expect(findAt(path, after)).toEqual(value);
        if (inner !== 'other') expect(findAt(`$${quoted(outer)}.other`, after)).toBe(2);
        expect(before).toEqual({ kept: 1, [outer]: { other: 2 } });
      }),
    );
  });

  test('GIVEN a path through a text WHEN a value is put there THEN the match fails', () => {
    expect(() => withValueAt('$.id.x', DEPOSIT, 1)).toThrow(
      expect.objectContaining({ error: 'States.ResultPathMatchFailure' }),
    );
    expect(withValueAt('$.checks[0]', DEPOSIT, 1)).toMatchObject({ checks: [1, { check: 'account' }] });
  });
});

describe('payload templates', () => {
  test('GIVEN members that end in .$ WHEN filled in THEN paths, context and functions replace them, at any depth', () => {
    const template = {
      'depositId.$': '$.id',
      fixed: { 'token.$': '$$.Task.Token', list: [{ 'n.$': 'States.ArrayLength($.checks)' }] },
    };
    expect(fillTemplate(template, DEPOSIT, { Task: { Token: 't' } })).toEqual({
      depositId: 'd-1',
      fixed: { token: 't', list: [{ n: 2 }] },
    });
  });

  test.each<[string, Json]>([
    [
      "States.Format('deposit {} has {} checks \\{\\}', $.id, States.ArrayLength($.checks))",
      'deposit d-1 has 2 checks {}',
    ],
    ["States.Format('it\\'s {}', $.checks[0].check)", "it's cheque"],
    ['States.StringToJson(\'{"a":[1]}\')', { a: [1] }],
    ['States.JsonToString($.checks[0])', '{"check":"cheque","outcome":"PASSED"}'],
    ["States.Array(1, -2.5, true, null, 'x', $.id)", [1, -2.5, true, null, 'x', 'd-1']],
    ['States.Array()', []],
    ['States.ArrayPartition(States.ArrayRange(1, 5, 1), 2)', [[1, 2], [3, 4], [5]]],
    ["States.ArrayContains($.checks[*].outcome, 'REVIEW')", true],
    ['States.ArrayGetItem($.checks, 0)', { check: 'cheque', outcome: 'PASSED' }],
    ['States.ArrayUnique(States.Array(1, 1, 2))', [1, 2]],
    ["States.Base64Decode(States.Base64Encode('ü'))", 'ü'],
    ["States.Hash('abc', 'SHA-1')", 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    [
      'States.JsonMerge($.checks[0], States.StringToJson(\'{"b":2}\'), false)',
      { check: 'cheque', outcome: 'PASSED', b: 2 },
    ],
    ['States.MathAdd(3, -1)', 2],
    ["States.StringSplit('a,b;c', ',;')", ['a', 'b', 'c']],
    ["$['a name']", { "it's": 1 }],
  ])('GIVEN %s WHEN evaluated THEN it gives its value', (expression, expected) => {
    expect(evaluate(expression, DEPOSIT, {})).toEqual(expected);
  });

  test('GIVEN random functions WHEN evaluated THEN they keep to their ranges', () => {
    expect(evaluate('States.UUID()', {}, {})).toMatch(/^[0-9a-f-]{36}$/);
    expect(evaluate('States.MathRandom(3, 4)', {}, {})).toBe(3);
  });

  test.each([
    ['States.Nothing($.id)', 'States.Runtime'],
    ['States.Format($.id', 'States.Runtime'],
    ['States.UUID() and', 'States.Runtime'],
    ['States.ArrayGetItem($.checks, 7)', 'States.IntrinsicFailure'],
    ["States.Format('{} {}', 1)", 'States.IntrinsicFailure'],
    ["States.Format('{}', 1, 2)", 'States.IntrinsicFailure'],
    ["States.MathAdd('a', 1)", 'States.IntrinsicFailure'],
    ["States.StringToJson('{')", 'States.IntrinsicFailure'],
    ["States.Hash('a', 'MD4')", 'States.IntrinsicFailure'],
    ['States.ArrayRange(1, 9, 0)', 'States.IntrinsicFailure'],
    ['States.ArrayRange(1, 5000, 1)', 'States.IntrinsicFailure'],
    ['States.JsonMerge($.checks, $.checks, false)', 'States.IntrinsicFailure'],
  ])('GIVEN %s WHEN evaluated THEN it fails as %s', (expression, error) => {
    expect(() => evaluate(expression, DEPOSIT, {})).toThrow(expect.objectContaining({ error }));
  });
});

test('GIVEN all five fields WHEN a state runs THEN input and output flow through them in AWS’s order', async () => {
  const host = new FakeHost({ work: (input) => ({ got: input, Payload: { outcome: 'PASSED' } }) });
  const output = await host.run(
    {
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: 'work',
          InputPath: '$.deposit',
          Parameters: { 'id.$': '$.id' },
          ResultSelector: { 'id.$': '$.got.id', 'outcome.$': '$.Payload.outcome' },
          ResultPath: '$.deposit.check',
          OutputPath: '$.deposit',
          End: true,
        },
      },
    },
    { deposit: { id: 'd-1' }, other: 1 },
  );
  expect(output).toEqual({ id: 'd-1', check: { id: 'd-1', outcome: 'PASSED' } });
});
