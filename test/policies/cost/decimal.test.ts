import * as fc from 'fast-check';
import { Decimal } from '../../../policies/cost/decimal';

describe('a decimal', () => {
  test.each([
    ['0.1', '0.2', '0.3'],
    ['1', '-0.0000166667', '0.9999833333'],
    ['-5', '5', '0'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(Decimal.of(a).plus(Decimal.of(b)).toString()).toBe(sum);
  });

  test.each([
    ['6000000000', '0.0000166667', '100000.2'],
    ['0.1', '0.1', '0.01'],
    ['-3', '0.045', '-0.135'],
  ])('%s × %s = %s', (a, b, result) => {
    expect(Decimal.of(a).times(Decimal.of(b)).toString()).toBe(result);
  });

  test.each([
    ['2', '3', 4, '0.6667'],
    ['-2', '3', 4, '-0.6667'],
    ['1', '8', 2, '0.13'],
    ['7', '0.5', 10, '14'],
  ])('%s / %s with %i decimals = %s', (a, b, decimals, result) => {
    expect(Decimal.of(a).dividedBy(Decimal.of(b), decimals).toString()).toBe(result);
  });

  test.each([
    ['2.005', 2, '2.01'],
    ['-2.005', 2, '-2.01'],
    ['0.004', 2, '0.00'],
    ['1234', 2, '1234.00'],
    ['-0.5', 0, '-1'],
  ])('%s with %i decimals is %s', (value, decimals, text) => {
    expect(Decimal.of(value).toFixed(decimals)).toBe(text);
  });

  test('takes numbers by their shortest text, small and large', () => {
    expect(Decimal.of(3.09e-8).toString()).toBe('0.0000000309');
    expect(Decimal.of(1e21).toString()).toBe('1000000000000000000000');
    expect(Decimal.of(0.1).toString()).toBe('0.1');
    expect(JSON.stringify({ a: Decimal.of('1.50') })).toBe('{"a":"1.5"}');
  });

  test.each(['', 'x', '1,5', '0x10', 'NaN', '1e999'])('refuses %j', (text) => {
    expect(() => Decimal.of(text)).toThrow(RangeError);
  });

  test('refuses to divide by zero', () => {
    expect(() => Decimal.ONE.dividedBy(Decimal.ZERO)).toThrow(RangeError);
  });

  const decimals = fc
    .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }))
    .map(([digits, scale]) => Decimal.of(digits).dividedBy(Decimal.of(10n ** BigInt(scale)), 12));

  test('adds and multiplies as numbers do: in any order, and distributed', () => {
    fc.assert(
      fc.property(decimals, decimals, decimals, (a, b, c) => {
        expect(a.plus(b).equals(b.plus(a))).toBe(true);
        expect(
          a
            .plus(b)
            .plus(c)
            .equals(a.plus(b.plus(c))),
        ).toBe(true);
        expect(a.times(b.plus(c)).equals(a.times(b).plus(a.times(c)))).toBe(true);
        expect(a.minus(a).isZero).toBe(true);
      }),
    );
  });

  test('is read back from its text', () => {
    fc.assert(fc.property(decimals, (a) => expect(Decimal.of(a.toString()).equals(a)).toBe(true)));
  });
});
