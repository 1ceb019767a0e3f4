import { decimalsOf, isCurrency } from '../currencies';

/** An amount as it stands on a cheque. */
export interface AmountInFigures {
  readonly minorUnits: number;
  /** A sign of money stands with it (`$`, `USD`, asterisks): it is surely an amount, and not another number. */
  readonly isMarked: boolean;
  /** A sign or a code stands with it that cannot mean the deposit's currency. */
  readonly isForeign: boolean;
}

/** Currencies that a sign may mean, where it does not mean several dozens as `$` does. */
const SIGNS: Readonly<Record<string, readonly string[] | 'any'>> = {
  $: 'any',
  '€': ['EUR'],
  '£': ['GBP', 'EGP', 'FKP', 'GIP', 'SDG', 'SHP', 'SSP', 'SYP', 'LBP'],
  '¥': ['JPY', 'CNY'],
  '₹': ['INR'],
};

/** Digits with or without groups of three, then cents behind a point, a comma or a dash, or as a fraction of 100. */
const NUMBER = String.raw`(?:\d{1,3}(?:[ ,.'\u2019]\d{3})+|\d+)(?:[.,-]\d{1,3}|\s+\d{2}\/100)?`;
const MARK = '[$€£¥₹]|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])';
const FILL = '[*#=]+';
const AMOUNT = new RegExp(
  String.raw`(?<mark>${MARK})?\s*(?<fill>${FILL})?\s*(?<![\d.,/'-])(?<number>${NUMBER})(?![.,/-]?\d)\s*(?<fillAfter>${FILL})?\s*(?<markAfter>${MARK})?`,
  'gu',
);

/** The named groups of `AMOUNT`. */
interface AmountGroups extends Readonly<Record<string, string | undefined>> {
  readonly number: string;
}

/** Every number of the line that can be an amount of the currency. */
export function amountsInFigures(line: string, currency: string): readonly AmountInFigures[] {
  return [...line.matchAll(AMOUNT)].flatMap(({ groups }) => {
    const { number, mark, markAfter, fill, fillAfter } = groups as AmountGroups;
    const marks = [mark, markAfter].filter((each) => each !== undefined && isMark(each)) as string[];
    const isMarked = marks.length > 0 || (fill !== undefined && fillAfter !== undefined);
    const read = minorUnitsOf(number, decimalsOf(currency));
    if (read === undefined || (!isMarked && !read.hasCents)) return [];
    const isForeign = marks.some((each) => !canMean(each, currency));
    return [{ minorUnits: read.minorUnits, isMarked, isForeign }];
  });
}

function isMark(mark: string): boolean {
  return Object.hasOwn(SIGNS, mark) || isCurrency(mark);
}

function canMean(mark: string, currency: string): boolean {
  const sign = SIGNS[mark];
  if (sign === undefined) return mark === currency;
  return sign === 'any' || sign.includes(currency);
}

interface ReadNumber {
  readonly minorUnits: number;
  /** Written with all the decimals of the currency. */
  readonly hasCents: boolean;
}

/**
 * Nothing where the digits do not make an amount: five decimals, or cents of a currency that has none.
 *
 * @param number as `NUMBER` has it
 */
function minorUnitsOf(number: string, decimals: number): ReadNumber | undefined {
  if (number.endsWith('/100')) {
    const cents = number.slice(-6, -4);
    return decimals === 2 ? asNumber(digitsOf(number.slice(0, -6)), cents) : undefined;
  }
  const end = /[.,-]\d+$/.exec(number)?.[0];
  if (end === undefined) return asNumber(digitsOf(number), '', decimals);
  const last = end.slice(1);
  if (last.length === decimals && (decimals !== 3 || end.startsWith('.'))) {
    return asNumber(digitsOf(number.slice(0, -end.length)), last);
  }
  // Three digits behind the last separator are a group of thousands.
  if (last.length === 3 && !end.startsWith('-')) return asNumber(digitsOf(number), '', decimals);
  return undefined;
}

function asNumber(whole: string, cents: string, decimals = cents.length): ReadNumber | undefined {
  const minorUnits = Number(whole + cents.padEnd(decimals, '0'));
  return Number.isSafeInteger(minorUnits) ? { minorUnits, hasCents: cents !== '' } : undefined;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
