import fc from 'fast-check';
import { amountsInFigures } from '../../../../functions/deposits/clearing/amount-in-figures';
import { compareCheque, readByBranch } from '../../../../functions/deposits/clearing/cheque-reading';
import {
  type DetectedLine,
  joinRows,
  MIN_CONFIDENCE_PERCENT,
} from '../../../../functions/deposits/clearing/detected-line';
import { mayBeMicr, micrReadings } from '../../../../functions/deposits/clearing/micr-line';
import { decimalsOf } from '../../../../functions/deposits/currencies';
import { formatMoney, type Money } from '../../../../functions/deposits/money';
import { isRoutingNumber } from '../../../../functions/deposits/routing-number';
import { DEPOSIT } from './support';

const line = (text: string, confidencePercent = 99): DetectedLine => ({ text, confidencePercent });
const MICR = '|:021000021|: 123456789012|| 001234';
const CHEQUE = [
  'FIRST EXAMPLE BANK',
  'No. 001234',
  'Date 12/31/2025',
  'PAY TO THE ORDER OF Jane Roe',
  '$1,250.00',
  'One thousand two hundred fifty and 00/100 DOLLARS',
  MICR,
];
const reasonsOf = (...lines: (string | DetectedLine)[]) =>
  compareCheque(DEPOSIT, {
    kind: 'text',
    lines: lines.map((each) => (typeof each === 'string' ? line(each) : each)),
  }).reasons;
const without = (text: string) => CHEQUE.filter((each) => each !== text);

describe('amounts in figures', () => {
  test.each([
    ['$1,250.00', 'USD', 125_000],
    ['$ 1250.00', 'USD', 125_000],
    ['$**1,250.00**', 'USD', 125_000],
    ['**1,250.00**', 'USD', 125_000],
    ['US$1,250.00', 'USD', 125_000],
    ['USD 1,250', 'USD', 125_000],
    ['USD1250.00', 'USD', 125_000],
    ['1,250.00 USD', 'USD', 125_000],
    ['$1250-00', 'USD', 125_000],
    ['$1,250 00/100', 'USD', 125_000],
    ['$1,250 50/100', 'USD', 125_050],
    ['$ 1 250.00.', 'USD', 125_000],
    ['1.250,00 €', 'EUR', 125_000],
    ['€1.250', 'EUR', 125_000],
    ["CHF 1'250.00", 'CHF', 125_000],
    ['¥125,000', 'JPY', 125_000],
    ['¥ 125000', 'JPY', 125_000],
    ['KWD 125.000', 'KWD', 125_000],
    ['KWD 1,250.005', 'KWD', 1_250_005],
    ['KWD 1,250', 'KWD', 1_250_000],
    ['1250.00', 'USD', 125_000],
    ['$12,345,678.90', 'USD', 1_234_567_890],
  ])('GIVEN %s in %s THEN %d', (text, currency, minorUnits) => {
    expect(amountsInFigures(text, currency)).toEqual([
      expect.objectContaining({ minorUnits, isForeign: false }),
    ]);
  });

  test.each([
    ['001234', 'USD'],
    ['12/31/2025', 'USD'],
    ['31.12.2025', 'USD'],
    ['2025-12-31', 'USD'],
    ['1,250', 'USD'],
    ['1250', 'JPY'],
    ['$1.2', 'USD'],
    ['$1-250', 'USD'],
    ['$1,250 50/100', 'KWD'],
    ['¥12.50', 'JPY'],
    [`$${'9'.repeat(30)}`, 'USD'],
    ['', 'USD'],
  ])('GIVEN %s in %s THEN none', (text, currency) => {
    expect(amountsInFigures(text, currency)).toEqual([]);
  });

  test.each([
    ['€1,250.00', 'USD', true],
    ['EUR 1,250.00', 'USD', true],
    ['1,250.00 GBP', 'USD', true],
    ['£1,250.00', 'EGP', false],
    ['FOR 1,250.00', 'USD', false],
    ['$1,250.00', 'CAD', false],
  ])('GIVEN %s for a deposit in %s THEN foreign: %p', (text, currency, isForeign) => {
    expect(amountsInFigures(text, currency)).toEqual([expect.objectContaining({ isForeign })]);
  });

  const money = fc
    .tuple(fc.constantFrom('USD', 'EUR', 'JPY', 'KWD'), fc.integer({ min: 1, max: 999_999_999_999 }))
    .map(([currency, minorUnits]): Money => ({ currency, minorUnits }));

  test('THEN every amount is read back as it was written, grouped in whatever way', () => {
    fc.assert(
      fc.property(money, fc.constantFrom('', ',', ' ', "'"), (amount, group) => {
        const [whole = '', cents] = formatMoney(amount).split('.');
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
        const text = `${amount.currency} ${grouped}${cents === undefined ? '' : `.${cents}`}`;
        expect(amountsInFigures(text, amount.currency).map(({ minorUnits }) => minorUnits)).toEqual([
          amount.minorUnits,
        ]);
      }),
    );
  });

  test('THEN no text makes it throw, take long, or find what is no safe amount', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9 .,$*#'/A-Z-]{0,200}$/),
        fc.constantFrom('USD', 'JPY', 'KWD'),
        (text, currency) => {
          for (const { minorUnits } of amountsInFigures(text, currency)) {
            expect(Number.isSafeInteger(minorUnits)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
    const startedAt = performance.now();
    for (const hard of [
      ' '.repeat(200),
      '1 '.repeat(100),
      '1,'.repeat(100),
      '*'.repeat(200),
      '111,'.repeat(50),
    ]) {
      amountsInFigures(hard, 'USD');
    }
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(decimalsOf('USD')).toBe(2);
  });
});

describe('the line of magnetic-ink characters', () => {
  test.each([
    ['a personal cheque', '⑆021000021⑆ 123456789012⑈ 001234', '123456789012', '001234'],
    ['a company cheque', '⑈001234⑈ ⑆021000021⑆ 123456789012⑈', '123456789012', '001234'],
    ['signs taken for letters', 'A021000021A 123456789012C 001234', '123456789012', '001234'],
    ['an account in groups', '021000021 1234 5678 9012 001234', '123456789012', '001234'],
    ['no cheque number', ':021000021: 123456789012"', '123456789012', undefined],
  ])('GIVEN %s THEN it is read', (_what, text, accountNumber, chequeNumber) => {
    const [first] = micrReadings(text);
    expect(first).toEqual({
      routingNumber: '021000021',
      accountNumber,
      ...(chequeNumber && { chequeNumber }),
    });
    expect(mayBeMicr(line(text))).toBe(true);
  });

  test('GIVEN the cheque number before the account THEN that is one of the readings', () => {
    expect(micrReadings('021000021 001234 123456789012')).toContainEqual({
      routingNumber: '021000021',
      accountNumber: '123456789012',
      chequeNumber: '001234',
    });
  });

  test.each([
    ['words', 'Phone 021000021 123456'],
    ['a routing number with a wrong check digit', '021000022 123456789012 001234'],
    ['a routing number alone', '021000021'],
    ['money', '$021000021 123'],
    ['nothing', ''],
  ])('GIVEN %s THEN none', (_what, text) => {
    expect(micrReadings(text)).toEqual([]);
  });

  test('THEN lines side by side are one row, from left to right, as sure as the least sure', () => {
    const box = (left: number, top: number) => ({ left, top, height: 0.05 });
    expect(
      joinRows([
        { text: 'c', confidencePercent: 95, box: box(0.7, 0.91) },
        { text: 'a', confidencePercent: 99, box: box(0.1, 0.9) },
        { text: 'other', confidencePercent: 50, box: box(0.1, 0.1) },
        { text: 'b', confidencePercent: 97, box: box(0.4, 0.89) },
        { text: 'alone', confidencePercent: 80 },
        { text: 'alone too', confidencePercent: 81 },
      ]),
    ).toEqual([
      { text: 'a b c', confidencePercent: 95 },
      { text: 'other', confidencePercent: 50 },
      { text: 'alone', confidencePercent: 80 },
      { text: 'alone too', confidencePercent: 81 },
    ]);
  });
});

describe('compareCheque', () => {
  test('GIVEN a cheque that says the same THEN it passes', () => {
    expect(compareCheque(DEPOSIT, { kind: 'text', lines: CHEQUE.map((text) => line(text)) })).toEqual({
      check: 'cheque',
      outcome: 'PASSED',
      reasons: [],
    });
  });

  test('GIVEN the magnetic-ink line in three parts THEN they are put together', () => {
    const part = (text: string, left: number) => ({ ...line(text), box: { left, top: 0.9, height: 0.05 } });
    const parts = [part('001234', 0.8), part(':021000021:', 0.1), part('123456789012"', 0.4)];
    expect(reasonsOf(...without(MICR), ...parts)).toEqual([]);
  });

  test('GIVEN zeros in front that one of the two leaves out THEN it is the same number', () => {
    expect(reasonsOf('$1250.00', '021000021 000123456789012 1234')).toEqual([]);
  });

  test.each<[what: string, lines: (string | DetectedLine)[], reasons: string[]]>([
    ['nothing', [], ['AMOUNT_MISSING', 'MICR_MISSING']],
    ['no amount', without('$1,250.00'), ['AMOUNT_MISSING']],
    ['no magnetic-ink line', without(MICR), ['MICR_MISSING']],
    ['another amount', [...without('$1,250.00'), '$1,260.00'], ['AMOUNT_DIFFERS']],
    ['two amounts', [...CHEQUE, '$1,260.00'], ['AMOUNT_AMBIGUOUS']],
    ['the amount twice', [...CHEQUE, 'USD 1250.00'], []],
    ['a number without sign beside it', [...CHEQUE, 'Balance 99.99'], []],
    ['another currency', [...without('$1,250.00'), '€1,250.00'], ['CURRENCY_DIFFERS']],
    ['an uncertain amount', [...without('$1,250.00'), line('$1,250.00', 89.9)], ['AMOUNT_UNCERTAIN']],
    ['a line as sure as it has to be', [line('$1,250.00', MIN_CONFIDENCE_PERCENT), MICR], []],
    ['an uncertain magnetic-ink line', [...without(MICR), line(MICR, 50)], ['MICR_UNCERTAIN']],
    ['two magnetic-ink lines', [...CHEQUE, '011000015 1 2'], ['MICR_AMBIGUOUS']],
    ['another bank', [...without(MICR), '011000015 123456789012 001234'], ['ROUTING_NUMBER_DIFFERS']],
    ['another account', [...without(MICR), '021000021 123456789013 001234'], ['DRAWER_ACCOUNT_DIFFERS']],
    ['the cheque number before the account', [...without(MICR), '021000021 001234 123456789012'], []],
    [
      'another number before the account',
      [...without(MICR), '021000021 001235 123456789012'],
      ['CHEQUE_NUMBER_DIFFERS'],
    ],
    ['another cheque', [...without(MICR), '021000021 123456789012 001235'], ['CHEQUE_NUMBER_DIFFERS']],
    [
      'another account and cheque',
      [...without(MICR), '021000021 123456789013 001235'],
      ['DRAWER_ACCOUNT_DIFFERS', 'CHEQUE_NUMBER_DIFFERS'],
    ],
    ['no cheque number', [...without(MICR), '021000021 123456789012'], ['CHEQUE_NUMBER_MISSING']],
  ])('GIVEN %s THEN %j', (_what, lines, reasons) => {
    expect(reasonsOf(...lines)).toEqual(reasons);
  });

  test('GIVEN no readable image THEN a person looks', () => {
    expect(compareCheque(DEPOSIT, { kind: 'unreadable' })).toEqual({
      check: 'cheque',
      outcome: 'REVIEW',
      reasons: ['IMAGE_UNREADABLE'],
    });
  });

  test('GIVEN a branch THEN it passes, and says why', () => {
    expect(readByBranch()).toEqual({ check: 'cheque', outcome: 'PASSED', reasons: ['READ_BY_BRANCH'] });
  });

  test('THEN no cheque fails, and none passes whose amount or bank is another', () => {
    const digits = fc.stringMatching(/^[0-9]{4,12}$/);
    const routing = fc
      .constantFrom('021000021', '011000015', '121000248', '111000025')
      .filter(isRoutingNumber);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300_000 }),
        routing,
        fc.oneof(digits, fc.constant('123456789012')),
        fc.oneof(digits, fc.constant('1234')),
        fc.integer({ min: 0, max: 100 }),
        (minorUnits, bank, account, cheque, confidence) => {
          const amount = `$${formatMoney({ minorUnits, currency: 'USD' })}`;
          const lines = [line(amount, confidence), line(`${bank} ${account} ${cheque}`)];
          const { outcome } = compareCheque(DEPOSIT, { kind: 'text', lines });
          const isSame =
            minorUnits === 125_000 &&
            confidence >= 90 &&
            bank === '021000021' &&
            account + cheque === '1234567890121234';
          expect(outcome === 'PASSED' && !isSame).toBe(false);
          expect(outcome).not.toBe('FAILED');
        },
      ),
      { numRuns: 300 },
    );
  });
});
