import fc from 'fast-check';
import { CURRENCIES, decimalsOf, isCurrency } from '../../../functions/deposits/currencies';
import { formatMoney, MAX_MINOR_UNITS, parseMoney } from '../../../functions/deposits/money';

describe('parseMoney', () => {
  test.each([
    ['1250.00', 'USD', 125_000],
    ['1250.5', 'USD', 125_050],
    ['1250', 'USD', 125_000],
    ['0.01', 'USD', 1],
    ['7', 'JPY', 7],
    ['0.001', 'KWD', 1],
    ['0.29', 'EUR', 29],
    ['9999999999.99', 'USD', MAX_MINOR_UNITS],
  ])('reads %s %s as %d minor units', (text, currency, minorUnits) => {
    expect(parseMoney(text, currency)).toEqual({ minorUnits, currency });
  });

  test.each([
    ['', 'USD', /decimal number/],
    ['-1', 'USD', /without sign/],
    ['+1', 'USD', /without sign/],
    ['1,250.00', 'USD', /grouping/],
    ['01.00', 'USD', /decimal number/],
    ['1.', 'USD', /decimal number/],
    ['.5', 'USD', /decimal number/],
    ['1e3', 'USD', /decimal number/],
    ['１', 'USD', /decimal number/],
    [' 1', 'USD', /decimal number/],
    ['1\n', 'USD', /decimal number/],
    ['Infinity', 'USD', /decimal number/],
    ['1.001', 'USD', /at most 2 decimals in USD/],
    ['1.5', 'JPY', /at most 0 decimals in JPY/],
    ['0', 'USD', /greater than zero/],
    ['0.00', 'USD', /greater than zero/],
    ['10000000000.00', 'USD', /at most 9999999999\.99/],
    ['999999999999999', 'KWD', /at most 999999999\.999/],
  ])('refuses %j in %s', (text, currency, problem) => {
    expect(parseMoney(text, currency)).toEqual({ problem: expect.stringMatching(problem) });
  });

  test('THEN every amount survives the way to text and back, in every currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: MAX_MINOR_UNITS }),
        fc.constantFrom(...CURRENCIES),
        (minorUnits, currency) => {
          expect(parseMoney(formatMoney({ minorUnits, currency }), currency)).toEqual({
            minorUnits,
            currency,
          });
        },
      ),
    );
  });

  test('THEN no text makes it fail, or gives anything but a positive safe integer', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[0-9.eE+-]{0,20}$/));
    fc.assert(
      fc.property(texts, fc.constantFrom(...CURRENCIES), (text, currency) => {
        const money = parseMoney(text, currency);
        if ('problem' in money) return;
        expect(Number.isSafeInteger(money.minorUnits)).toBe(true);
        expect(money.minorUnits).toBeGreaterThan(0);
        expect(money.minorUnits).toBeLessThanOrEqual(MAX_MINOR_UNITS);
      }),
    );
  });
});

describe('currencies', () => {
  test('are distinct codes of three capitals', () => {
    expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
    expect(CURRENCIES.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });

  test('know their decimals', () => {
    expect([decimalsOf('USD'), decimalsOf('JPY'), decimalsOf('KWD')]).toEqual([2, 0, 3]);
  });

  test.each(['usd', 'XXX', '', 'constructor'])('refuse %j', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(() => decimalsOf(code)).toThrow(RangeError);
  });
});
