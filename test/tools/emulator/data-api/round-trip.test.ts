import type { Field, SqlParameter } from '@aws-sdk/client-rds-data';
import fc from 'fast-check';
import { describeEngines, Harness } from './support';

/** Text that PostgreSQL stores: any but the null character and lone surrogates. */
const storable = fc
  .string({ unit: 'binary', maxLength: 60 })
  .filter((value) => !value.includes('\0') && Buffer.from(value).toString() === value);
const twoDigits = (minimum: number, maximum: number): fc.Arbitrary<string> =>
  fc.integer({ min: minimum, max: maximum }).map((value) => String(value).padStart(2, '0'));
const date = fc
  .tuple(fc.integer({ min: 1000, max: 9999 }), twoDigits(1, 12), twoDigits(1, 28))
  .map((parts) => parts.join('-'));
const time = fc
  .tuple(twoDigits(0, 23), twoDigits(0, 59), twoDigits(0, 59), fc.integer({ min: 0, max: 999_999 }))
  .map(([h, m, s, fraction]) => {
    const digits = String(fraction).padStart(6, '0').replace(/0+$/, '');
    return `${h}:${m}:${s}${digits === '' ? '' : `.${digits}`}`;
  });
const decimal = fc
  .tuple(fc.bigInt({ min: 1n - 10n ** 17n, max: 10n ** 17n - 1n }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, '0')}`);

interface Case {
  readonly type: string;
  readonly values: fc.Arbitrary<unknown>;
  readonly send: (value: never) => Pick<SqlParameter, 'value' | 'typeHint'>;
  /** What comes back. @default the field that was sent */
  readonly expect?: (value: never) => Field;
}

const textual = (type: string, values: fc.Arbitrary<string>, typeHint?: SqlParameter['typeHint']): Case => ({
  type,
  values,
  send: (stringValue: string) => ({ value: { stringValue }, ...(typeHint ? { typeHint } : {}) }),
});

const CASES: readonly Case[] = [
  textual('text', storable),
  textual('varchar(60)', storable),
  textual('date', date, 'DATE'),
  textual('time', time, 'TIME'),
  textual(
    'timestamp',
    fc.tuple(date, time).map((parts) => parts.join(' ')),
    'TIMESTAMP',
  ),
  textual(
    'timestamptz',
    fc.tuple(date, time).map((parts) => parts.join(' ')),
    'TIMESTAMP',
  ),
  textual('numeric(19, 2)', decimal, 'DECIMAL'),
  textual('uuid', fc.uuid(), 'UUID'),
  textual(
    'json',
    fc.json().filter((value) => !value.includes('\\u0000')),
    'JSON',
  ),
  {
    type: 'bigint',
    values: fc.maxSafeInteger(),
    send: (longValue: number) => ({ value: { longValue } }),
  },
  {
    type: 'integer',
    values: fc.integer(),
    send: (longValue: number) => ({ value: { longValue } }),
  },
  {
    type: 'float8',
    values: fc.double({ noNaN: false }),
    send: (doubleValue: number) => ({ value: { doubleValue } }),
  },
  {
    type: 'boolean',
    values: fc.boolean(),
    send: (booleanValue: boolean) => ({ value: { booleanValue } }),
  },
  {
    type: 'bytea',
    values: fc.uint8Array({ maxLength: 80 }),
    send: (blobValue: Uint8Array) => ({ value: { blobValue } }),
    expect: (blobValue: Uint8Array) => ({ blobValue: Uint8Array.from(blobValue) }),
  },
];

const ARRAYS: readonly [string, fc.Arbitrary<unknown[]>, (values: never) => Field][] = [
  ['text[]', fc.array(storable), (stringValues: string[]) => ({ arrayValue: { stringValues } })],
  ['int8[]', fc.array(fc.maxSafeInteger()), (longValues: number[]) => ({ arrayValue: { longValues } })],
  ['bool[]', fc.array(fc.boolean()), (booleanValues: boolean[]) => ({ arrayValue: { booleanValues } })],
  [
    'float8[]',
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
    (doubleValues: number[]) => ({ arrayValue: { doubleValues } }),
  ],
  ['uuid[]', fc.array(fc.uuid()), (stringValues: string[]) => ({ arrayValue: { stringValues } })],
];

/** A literal of an array: the way in, since the Data API takes no array parameter. */
function literal(values: readonly unknown[]): string {
  const elements = values.map((value) =>
    Object.is(value, -0) ? '-0' : `"${String(value).replaceAll(/[\\"]/g, '\\$&')}"`,
  );
  return `{${elements.join(',')}}`;
}

describeEngines('round trip of values', (engine) => {
  let api: Harness;

  beforeAll(async () => {
    api = await Harness.start(engine());
  });

  afterAll(() => api?.stop());

  /** Many values in one call: a row of parameters, a row of results. */
  const throughOneCall = async (
    parameters: readonly Pick<SqlParameter, 'value' | 'typeHint'>[],
    cast: string,
  ): Promise<readonly Field[]> => {
    const read = await api.execute(
      `SELECT ${parameters.map((_, index) => `:p${index}::${cast}`).join(', ')}`,
      parameters.map((parameter, index) => ({ name: `p${index}`, ...parameter })),
    );
    return read.records?.[0] ?? [];
  };

  test.each(CASES)(
    'GIVEN values of $type WHEN sent and read THEN they are the same',
    async ({ type, values, send, expect: back }) => {
      await fc.assert(
        fc.asyncProperty(fc.array(values, { minLength: 1, maxLength: 8 }), async (sample) => {
          const sent = sample.map((value) => send(value as never));
          const read = await throughOneCall(sent, type);
          const expected = sample.map((value, index) => back?.(value as never) ?? sent[index]?.value);
          expect(read.map(plain)).toEqual(expected.map((field) => plain(field as Field)));
        }),
        { numRuns: 25 },
      );
    },
  );

  test.each(ARRAYS)(
    'GIVEN arrays of %s WHEN read THEN the elements are the same',
    async (type, values, expected) => {
      await fc.assert(
        fc.asyncProperty(values, async (sample) => {
          const read = await throughOneCall([{ value: { stringValue: literal(sample) } }], type);
          expect(read[0]).toEqual(expected(sample as never));
        }),
        { numRuns: 25 },
      );
    },
  );

  test('GIVEN null of every kind WHEN sent THEN isNull comes back, in arrays the empty element', async () => {
    const read = await api.execute(
      "SELECT :a, :b::date, :c, ARRAY['x', NULL], '{}'::int[], '[2:3]={5,6}'::int[]",
      [
        { name: 'a', value: { isNull: true } },
        { name: 'b', value: { isNull: true } },
        { name: 'c', value: { isNull: true }, typeHint: 'UUID' },
      ],
    );
    expect(read.records?.[0]).toMatchObject([
      { isNull: true },
      { isNull: true },
      { isNull: true },
      { arrayValue: {} },
      { arrayValue: { longValues: [] } },
      { arrayValue: { longValues: [5, 6] } },
    ]);
  });

  test('GIVEN an enum WHEN read THEN its value is a string and its name the type', async () => {
    await api.execute('DROP TYPE IF EXISTS mood');
    await api.execute("CREATE TYPE mood AS ENUM ('glad', 'sad')");
    const read = await api.execute('SELECT :m::mood AS m', [{ name: 'm', value: { stringValue: 'sad' } }], {
      includeResultMetadata: true,
    });
    expect(read.records).toEqual([[{ stringValue: 'sad' }]]);
    expect(read.columnMetadata?.[0]).toMatchObject({ name: 'm', typeName: 'mood' });
    await api.execute('DROP TYPE mood');
  });
});

/** Fields without the buffers' kind, and with the zeros of doubles as one: JSON.stringify in the SDK drops the sign. */
function plain(field: Field): unknown {
  if (field.blobValue !== undefined) return { blob: Buffer.from(field.blobValue).toString('hex') };
  if (field.doubleValue === 0) return { doubleValue: 0 };
  return field;
}
