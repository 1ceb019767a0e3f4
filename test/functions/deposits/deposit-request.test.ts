import fc from 'fast-check';
import { parseDepositRequest } from '../../../functions/deposits/deposit-request';
import { type FieldProblem, InvalidDepositError } from '../../../functions/deposits/errors';
import { isRoutingNumber } from '../../../functions/deposits/routing-number';
import { VALID_BODY } from '../support/fakes';

function problemsOf(input: unknown): readonly FieldProblem[] {
  try {
    parseDepositRequest(input);
  } catch (error) {
    if (error instanceof InvalidDepositError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseDepositRequest', () => {
  test('GIVEN a right body THEN it is normalized', () => {
    expect(parseDepositRequest(VALID_BODY)).toEqual({
      amount: { minorUnits: 125_000, currency: 'USD' },
      chequeNumber: '001234',
      drawer: { routingNumber: '021000021', accountNumber: '123456789012' },
      depositAccountNumber: '987654321098',
      depositBoxId: 'box-0001',
      imageContentType: 'image/png',
    });
  });

  test('GIVEN no image THEN it is a JPEG', () => {
    const { image: _image, ...body } = VALID_BODY;
    expect(parseDepositRequest(body).imageContentType).toBe('image/jpeg');
  });

  test.each([
    ['/amount', { amount: 1250 }, /must be a string/],
    ['/amount', { amount: '12.345' }, /at most 2 decimals/],
    ['/amount', { amount: undefined }, /is required/],
    ['/currency', { currency: 'usd' }, /ISO 4217/],
    ['/currency', { currency: 7 }, /must be a string/],
    ['/chequeNumber', { chequeNumber: '12a' }, /1 to 12 digits/],
    ['/chequeNumber', { chequeNumber: '1234567890123' }, /1 to 12 digits/],
    ['/drawer', { drawer: 'x' }, /must be an object/],
    ['/drawer', { drawer: undefined }, /is required/],
    [
      '/drawer/routingNumber',
      { drawer: { ...VALID_BODY.drawer, routingNumber: '021000022' } },
      /check digit/,
    ],
    ['/drawer/accountNumber', { drawer: { routingNumber: '021000021' } }, /is required/],
    ['/drawer/extra', { drawer: { ...VALID_BODY.drawer, extra: 1 } }, /known: routingNumber, accountNumber/],
    ['/depositAccountNumber', { depositAccountNumber: '123' }, /4 to 17 digits/],
    ['/depositBoxId', { depositBoxId: '../x' }, /3 to 40/],
    ['/image/contentType', { image: { contentType: 'image/svg+xml' } }, /image\/jpeg, image\/png/],
    ['/image/size', { image: { contentType: 'image/png', size: 1 } }, /not a known member/],
    ['/status', { status: 'CLEARED' }, /not a known member/],
    ['/a~1b~0c', { 'a/b~c': 1 }, /not a known member/],
  ])('GIVEN a wrong %s THEN it is the one problem', (pointer, change, detail) => {
    expect(problemsOf({ ...VALID_BODY, ...change })).toEqual([
      { pointer, detail: expect.stringMatching(detail) },
    ]);
  });

  test('GIVEN several problems THEN all are told at once', () => {
    const body = { ...VALID_BODY, amount: '0', currency: 'USD', chequeNumber: '', status: 'x', fee: 1 };
    expect(
      problemsOf(body)
        .map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['/amount', '/chequeNumber', '/fee', '/status']);
  });

  test('GIVEN __proto__ as a member THEN it is refused like any unknown one', () => {
    const body = JSON.parse(JSON.stringify(VALID_BODY).replace('{', '{"__proto__":{"polluted":true},'));
    expect(problemsOf(body)).toEqual([{ pointer: '/__proto__', detail: expect.stringMatching(/known/) }]);
  });

  test.each([[null], [undefined], [[]], ['text'], [7]])(
    'GIVEN %j in place of an object THEN it is refused',
    (input) => {
      expect(problemsOf(input).length).toBeGreaterThan(0);
    },
  );

  test('THEN nothing that JSON can say makes it crash', () => {
    const member = fc.constantFrom(...Object.keys(VALID_BODY));
    fc.assert(
      fc.property(fc.dictionary(member, fc.jsonValue()), fc.jsonValue(), (members, whole) => {
        problemsOf({ ...VALID_BODY, ...members });
        problemsOf(whole);
      }),
    );
  });

  test('THEN no problem repeats a value that was sent', () => {
    const digits = fc.stringMatching(/^[0-9]{18,30}$/);
    fc.assert(
      fc.property(digits, (number) => {
        const drawer = { routingNumber: number, accountNumber: number };
        const body = {
          ...VALID_BODY,
          drawer,
          depositAccountNumber: number,
          chequeNumber: number,
          amount: number,
        };
        expect(JSON.stringify(problemsOf(body))).not.toContain(number);
      }),
    );
  });
});

describe('isRoutingNumber', () => {
  test.each(['021000021', '011401533', '091000019'])('takes %s', (text) => {
    expect(isRoutingNumber(text)).toBe(true);
  });

  test.each(['021000020', '12100002', '0210000210', '02100002a', '000000000', ''])('refuses %j', (text) => {
    expect(isRoutingNumber(text)).toBe(false);
  });

  test('THEN every single wrong digit is found', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.integer({ min: 1, max: 9 }), (index, shift) => {
        const digits = [...'021000021'];
        digits[index] = String((Number(digits[index]) + shift) % 10);
        expect(isRoutingNumber(digits.join(''))).toBe(false);
      }),
    );
  });
});
