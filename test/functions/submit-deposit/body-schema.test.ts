import Ajv from 'ajv';
import fc from 'fast-check';
import { CURRENCIES, decimalsOf } from '../../../functions/deposits/currencies';
import { IMAGE_CONTENT_TYPES } from '../../../functions/deposits/deposit';
import { parseDepositRequest } from '../../../functions/deposits/deposit-request';
import { InvalidDepositError } from '../../../functions/deposits/errors';
import { isRoutingNumber } from '../../../functions/deposits/routing-number';
import type { JsonSchema } from '../../../functions/shared/contract';
import { depositBodySchema } from '../../../functions/submit-deposit/body-schema';
import { submitDeposit } from '../../../functions/submit-deposit/contract';
import { checkBodySchema } from '../../../modules/api/body-schema';
import { Problems } from '../../../modules/core/errors';
import { fromDraftFour } from '../../../tools/emulator/api/draft-four';
import { validationErrorString } from '../../../tools/emulator/api/schema-messages';
import { VALID_BODY } from '../support/fakes';

const ajv = new Ajv({ allErrors: true, strict: true, validateSchema: true });
const gatewayAccepts = ajv.compile(fromDraftFour(depositBodySchema) as object);

function domainAccepts(body: unknown): boolean {
  try {
    parseDepositRequest(body);
    return true;
  } catch (error) {
    if (error instanceof InvalidDepositError) return false;
    throw error;
  }
}

/** What API Gateway puts into the answer. */
function gatewayMessage(body: unknown): string {
  expect(gatewayAccepts(body)).toBe(false);
  return validationErrorString(gatewayAccepts.errors ?? [], body);
}

const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`));
const CHECK_WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7];
const routingNumber = digits(8, 8)
  .map((first) => {
    const sum = CHECK_WEIGHTS.reduce((total, weight, index) => total + weight * Number(first[index]), 0);
    return `${first}${(10 - (sum % 10)) % 10}`;
  })
  .filter(isRoutingNumber);
const money = fc
  .tuple(fc.constantFrom(...CURRENCIES), fc.integer({ min: 1, max: 999_999_999 }))
  .map(([currency, units]) => ({
    amount: (units / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency)),
    currency,
  }));
const validBody = fc
  .tuple(
    money,
    fc.record({
      chequeNumber: digits(1, 12),
      drawer: fc.record({ routingNumber, accountNumber: digits(4, 17) }),
      depositAccountNumber: digits(4, 17),
      depositBoxId: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{2,39}$/),
    }),
    fc.option(fc.record({ contentType: fc.constantFrom(...IMAGE_CONTENT_TYPES) }), { nil: undefined }),
  )
  .map(([amount, rest, image]) => ({ ...amount, ...rest, ...(image && { image }) }));

/** A right body in which a few members, at the top or below, were replaced, removed or added. */
const nearlyValidBody = fc
  .tuple(
    validBody,
    fc.array(
      fc.tuple(
        fc.constantFrom([], ['drawer'], ['image']),
        fc.oneof(
          fc.constantFrom(...Object.keys(VALID_BODY), 'routingNumber', 'accountNumber', 'contentType'),
          fc.string(),
        ),
        fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.stringMatching(/^[0-9.]{1,9}$/)),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([body, changes]) => {
    const changed = structuredClone(body) as Record<string, unknown>;
    for (const [path, member, value] of changes) {
      const target = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], changed);
      if (typeof target === 'object' && target !== null) (target as Record<string, unknown>)[member] = value;
    }
    return JSON.parse(JSON.stringify(changed)) as unknown;
  });

describe('the body schema of submit-deposit', () => {
  test('GIVEN the contract THEN its trigger requires the key and carries the schema', () => {
    expect(submitDeposit.triggers).toEqual([
      expect.objectContaining({ requiredHeaders: ['Idempotency-Key'], bodySchema: depositBodySchema }),
    ]);
  });

  test('THEN API Gateway understands every keyword of it', () => {
    const problems = new Problems();
    checkBodySchema(problems, 'bodySchema', depositBodySchema);
    expect(problems.all).toEqual([]);
  });

  test('WHEN the domain accepts a body THEN so does the schema: bodies built to be right', () => {
    fc.assert(
      fc.property(validBody, (body) => {
        expect(domainAccepts(body)).toBe(true);
        expect(gatewayAccepts(body)).toBe(true);
      }),
    );
  });

  test('WHEN the domain accepts a body THEN so does the schema: bodies that are nearly right', () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(nearlyValidBody, (body) => {
        const accepted = domainAccepts(body);
        seen[accepted ? 'accepted' : 'refused'] += 1;
        expect(!accepted || gatewayAccepts(body)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(50);
  });

  test.each<[what: string, body: unknown, says: RegExp]>([
    ['no object', [], /instance type \(array\)/],
    ['nothing', {}, /missing required properties \(\["amount","chequeNumber","currency",/],
    ['no amount', { ...VALID_BODY, amount: undefined }, /\["amount"\]/],
    ['a number as amount', { ...VALID_BODY, amount: 1250 }, /instance type \(integer\)/],
    ['null as currency', { ...VALID_BODY, currency: null }, /instance type \(null\)/],
    ['a drawer that is text', { ...VALID_BODY, drawer: 'x' }, /instance type \(string\).*\["object"\]/],
    [
      'a drawer that lacks its account',
      { ...VALID_BODY, drawer: { routingNumber: '021000021' } },
      /accountNumber/,
    ],
    ['an image without type', { ...VALID_BODY, image: {} }, /contentType/],
    ['null as image', { ...VALID_BODY, image: null }, /instance type \(null\)/],
    ['an unknown member', { ...VALID_BODY, status: 'CLEARED' }, /not allowed by the schema: \["status"\]/],
    [
      'an unknown member of drawer',
      { ...VALID_BODY, drawer: { ...VALID_BODY.drawer, name: 'x' } },
      /not allowed by the schema: \["name"\]/,
    ],
    ['several mistakes', { ...VALID_BODY, amount: undefined, fee: 1 }, /"amount".*"fee"|"fee".*"amount"/],
  ])('GIVEN %s THEN the gateway refuses it, and so does the domain', (_what, body, says) => {
    const sent: unknown = JSON.parse(JSON.stringify(body));
    expect(gatewayMessage(sent)).toMatch(says);
    expect(domainAccepts(sent)).toBe(false);
  });

  test('GIVEN a wrong value of the right type THEN it is left to the domain, which names the member', () => {
    for (const body of [
      { ...VALID_BODY, amount: '12.345' },
      { ...VALID_BODY, currency: 'usd' },
      { ...VALID_BODY, image: { contentType: 'image/svg+xml' } },
    ]) {
      expect(gatewayAccepts(body)).toBe(true);
      expect(domainAccepts(body)).toBe(false);
    }
  });

  test('THEN no answer of the gateway repeats a value that was sent', () => {
    const secret = digits(18, 30);
    const wrap = (value: string) =>
      fc.constantFrom<unknown>(value, Number(value.slice(0, 15)) + 0.5, [value], { [`x`]: value });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(VALID_BODY)),
        secret.chain((value) => fc.tuple(fc.constant(value), wrap(value))),
        (member, [value, wrapped]) => {
          const body = { ...VALID_BODY, [member]: wrapped };
          if (gatewayAccepts(body)) return;
          expect(gatewayMessage(body)).not.toContain(value.slice(0, 12));
        },
      ),
    );
  });

  test('THEN every member is described, and those of the domain are all there', () => {
    const described = (schema: JsonSchema): boolean =>
      schema.description !== undefined && Object.values(schema.properties ?? {}).every(described);
    expect(described(depositBodySchema)).toBe(true);
    expect(Object.keys(depositBodySchema.properties).sort()).toEqual(Object.keys(VALID_BODY).sort());
  });
});
