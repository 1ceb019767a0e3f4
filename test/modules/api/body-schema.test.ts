import { type BodySchema, checkBodySchema, DRAFT_4 } from '../../../modules/api/body-schema';
import { Problems } from '../../../modules/core/errors';

function problems(schema: BodySchema): ReadonlyArray<readonly [string, string]> {
  const found = new Problems();
  checkBodySchema(found, 'bodySchema', schema);
  return found.all.map(({ code, property }) => [code, property] as const);
}

describe('checkBodySchema', () => {
  test('takes a schema of draft 4', () => {
    expect(
      problems({
        $schema: DRAFT_4,
        type: 'object',
        additionalProperties: false,
        required: ['amount'],
        properties: {
          amount: { type: 'integer', minimum: 0, exclusiveMinimum: true },
          note: { type: ['string', 'null'], enum: ['const', null] },
        },
      }),
    ).toEqual([]);
  });

  test('takes properties that are called like keywords', () => {
    expect(problems({ type: 'object', properties: { const: { type: 'string' }, if: {} } })).toEqual([]);
  });

  test.each<[string, BodySchema, ReadonlyArray<readonly [string, string]>]>([
    [
      'another dialect',
      { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' },
      [['api-schema-dialect', 'bodySchema.$schema']],
    ],
    ['no type', { properties: {} }, [['api-schema-type', 'bodySchema.type']]],
    [
      'a later keyword, deep inside',
      { type: 'object', properties: { list: { type: 'array', items: [{ const: 1 }] } } },
      [['api-schema-keyword', 'bodySchema.properties.list.items[0].const']],
    ],
    [
      'an exclusive limit of draft 6',
      { type: 'number', exclusiveMinimum: 0 },
      [['api-schema-exclusive', 'bodySchema.exclusiveMinimum']],
    ],
    [
      'a reference',
      // biome-ignore format: a token as cdktf writes it
      { type: 'object', title: '${TfToken[TOKEN.0]}' },
      [['api-schema-reference', 'bodySchema.title']],
    ],
  ])('refuses %s', (_name, schema, expected) => {
    expect(problems(schema)).toEqual(expected);
  });
});
