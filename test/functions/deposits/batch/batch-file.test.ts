import fc from 'fast-check';
import { MAX_BATCH_LINES } from '../../../../functions/deposits/batch/batch';
import {
  type BatchLines,
  countsOf,
  fileDigest,
  readBatchFile,
} from '../../../../functions/deposits/batch/batch-file';
import { parseChequeLine } from '../../../../functions/deposits/batch/cheque-line';
import { bytesOf, CHEQUE, cheques, jsonLines } from './support';

function linesOf(text: string): BatchLines {
  const read = readBatchFile(bytesOf(text));
  if ('failure' in read) throw new Error(read.failure);
  return read;
}
const json = (change: object = {}) => JSON.stringify({ ...CHEQUE, ...change });

describe('parseChequeLine', () => {
  test('GIVEN a cheque THEN it is read as POST /deposits reads it, without an image', () => {
    expect(parseChequeLine(json())).toEqual({
      amount: { minorUnits: 125_000, currency: 'USD' },
      chequeNumber: '001234',
      drawer: { routingNumber: '021000021', accountNumber: '123456789012' },
      depositAccountNumber: '987654321098',
      depositBoxId: 'box-0001',
    });
  });

  test.each([
    ['not JSON', '{"amount": 1', [['', 'must be JSON']]],
    ['too long', `"${'9'.repeat(20_000)}"`, [['', expect.stringContaining('at most 16384 characters')]]],
    [
      'an image',
      json({ image: { contentType: 'image/png' } }),
      [['/image', expect.stringContaining('no image')]],
    ],
    ['null', 'null', [['', 'must be an object']]],
    ['a text', '"x"', [['', 'must be an object']]],
    [
      'several wrong members',
      json({ amount: '-1', image: 1, extra: 2 }),
      [
        ['/image', expect.any(String)],
        ['/extra', expect.stringContaining('is not a known member')],
        ['/amount', expect.any(String)],
      ],
    ],
  ])('GIVEN %s THEN what is wrong', (_what, text, expected) => {
    const problems = parseChequeLine(text);
    expect(Array.isArray(problems) && problems.map(({ pointer, detail }) => [pointer, detail])).toEqual(
      expected,
    );
  });

  test('GIVEN a list THEN every member is missing', () => {
    expect(parseChequeLine('[]')).toHaveLength(Object.keys(CHEQUE).length);
  });

  test('GIVEN a thousand wrong members THEN twenty are told', () => {
    const members = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`m${index}`, 1]));
    expect(parseChequeLine(json(members))).toHaveLength(20);
  });

  test('THEN no problem repeats a value', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(CHEQUE)),
        fc.stringMatching(/^[A-Z]{12}!$/),
        (member, value) => {
          const problems = parseChequeLine(json({ [member]: value }));
          expect(Array.isArray(problems)).toBe(true);
          expect(JSON.stringify(problems)).not.toContain(value);
        },
      ),
    );
  });

  test('THEN whatever the line, there is an answer', () => {
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.dictionary(fc.constantFrom(...Object.keys(CHEQUE), 'image', '__proto__'), fc.jsonValue()).map(json),
    );
    fc.assert(
      fc.property(line, (text) => {
        const parsed = parseChequeLine(text);
        expect(Array.isArray(parsed) ? parsed.length > 0 : 'amount' in parsed).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('GIVEN an error that is not about the line THEN it is thrown', () => {
    const spy = jest.spyOn(Object, 'fromEntries').mockImplementation(() => {
      throw new Error('a defect');
    });
    try {
      expect(() => parseChequeLine(json())).toThrow('a defect');
    } finally {
      spy.mockRestore();
    }
  });
});

describe('readBatchFile', () => {
  test('GIVEN right, wrong and blank lines THEN each falls where it belongs, by its number', () => {
    const text = `\uFEFF${json()}\r\n\n${json({ chequeNumber: 'x' })}\n   \n${json({ chequeNumber: '2' })}`;
    const { accepted, rejected, duplicates } = linesOf(text);
    expect(accepted.map(({ line }) => line)).toEqual([1, 5]);
    expect(rejected).toEqual([
      { line: 3, errors: [{ pointer: '/chequeNumber', detail: 'must be 1 to 12 digits' }] },
    ]);
    expect(duplicates).toEqual([]);
  });

  test('GIVEN the same cheque again THEN a duplicate, however its JSON is written', () => {
    const again = JSON.stringify(
      Object.fromEntries(Object.entries({ ...CHEQUE, amount: '1250.0' }).reverse()),
      null,
      1,
    );
    const { accepted, duplicates } = linesOf(`${json()}\n${again.replaceAll('\n', ' ')}\n`);
    expect(accepted).toHaveLength(1);
    expect(duplicates).toEqual([{ line: 2, sameAs: 1 }]);
  });

  test.each([
    [{ amount: '1250.01' }],
    [{ currency: 'EUR' }],
    [{ depositAccountNumber: '1111' }],
    [{ depositBoxId: 'box-0002' }],
  ])('GIVEN the same cheque with %j THEN it is refused, and the first one stays', (change) => {
    const { accepted, rejected } = linesOf(`${json()}\n${json(change)}\n`);
    expect(accepted.map(({ line }) => line)).toEqual([1]);
    expect(rejected).toEqual([
      { line: 2, errors: [{ pointer: '/chequeNumber', detail: expect.stringContaining('on line 1') }] },
    ]);
  });

  test('GIVEN the same number on another account THEN another cheque', () => {
    const other = { drawer: { ...CHEQUE.drawer, accountNumber: '5555' } };
    expect(linesOf(`${json()}\n${json(other)}`).accepted).toHaveLength(2);
  });

  test.each([
    ['EMPTY', bytesOf('')],
    ['EMPTY', bytesOf(' \n\r\n')],
    ['NOT_UTF8', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['TOO_MANY_LINES', bytesOf('{}\n'.repeat(MAX_BATCH_LINES + 1))],
  ])('GIVEN a file that cannot be read THEN %s', (failure, bytes) => {
    expect(readBatchFile(bytes)).toEqual({ failure });
  });

  test('GIVEN as many lines as may be THEN all are read', () => {
    const lines = linesOf(jsonLines(cheques(MAX_BATCH_LINES)));
    expect(countsOf(lines)).toEqual({ lines: 10_000, accepted: 10_000, rejected: 0, duplicates: 0 });
  });

  test('THEN every line that is not blank falls in one place', () => {
    const line = fc.oneof(
      fc.constantFrom('', '  ', '{}', 'null', json(), json({ amount: '1.00' })),
      fc.integer({ min: 1, max: 5 }).map((number) => json({ chequeNumber: String(number) })),
      fc.string().map((text) => text.replaceAll('\n', '')),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (content) => {
        const read = readBatchFile(bytesOf(content.join('\n')));
        const written = content.flatMap((text, index) =>
          text.replace('\uFEFF', '').trim() === '' ? [] : [index + 1],
        );
        if ('failure' in read) return expect([read.failure, written]).toEqual(['EMPTY', []]);
        const found = [...read.accepted, ...read.rejected, ...read.duplicates].map((each) => each.line);
        expect(found.sort((a, b) => a - b)).toEqual(written);
        const sameAs = read.duplicates.map((each) => each.sameAs);
        expect(read.accepted.map((each) => each.line)).toEqual(expect.arrayContaining(sameAs));
      }),
    );
  });
});

test('fileDigest differs by file and by batch', () => {
  const digests = [
    fileDigest('a', bytesOf('x')),
    fileDigest('a', bytesOf('y')),
    fileDigest('b', bytesOf('x')),
  ];
  expect(new Set(digests).size).toBe(3);
  expect(fileDigest('a', bytesOf('x'))).toBe(digests[0]);
});
