import { decimalsOf } from './currencies';

/** An amount in the currency's minor units (cents), so that no sum ever passes through a floating-point fraction. */
export interface Money {
  /** A safe integer, at most `MAX_MINOR_UNITS`. */
  readonly minorUnits: number;
  /** ISO 4217. */
  readonly currency: string;
}

/**
 * The largest amount that one deposit may have: 9,999,999,999.99 in a currency with two decimals. Far above any cheque,
 * and far below 2^53, so that the amount stays exact in JSON, in JavaScript and in the database's bigint.
 */
export const MAX_MINOR_UNITS = 999_999_999_999;

const DECIMAL = /^(?:0|[1-9][0-9]{0,14})(?:\.([0-9]{1,8}))?$/;

/** Why a text is not an amount; the sentence is fit for the caller's eyes. */
export interface MoneyProblem {
  readonly problem: string;
}

/**
 * Reads a decimal text (`"1250.5"`) into minor units, digit by digit.
 *
 * @param currency a known code of ISO 4217
 */
export function parseMoney(text: string, currency: string): Money | MoneyProblem {
  const match = DECIMAL.exec(text);
  if (!match) {
    return {
      problem: 'must be a decimal number in plain digits, such as "1250.00", without sign or grouping',
    };
  }
  const [, fraction = ''] = match;
  const decimals = decimalsOf(currency);
  if (fraction.length > decimals) {
    return { problem: `must have at most ${decimals} decimals in ${currency}` };
  }
  const minorUnits = Number(text.replace('.', '') + '0'.repeat(decimals - fraction.length));
  if (minorUnits === 0) return { problem: 'must be greater than zero' };
  if (minorUnits > MAX_MINOR_UNITS) {
    return { problem: `must be at most ${formatMoney({ minorUnits: MAX_MINOR_UNITS, currency })}` };
  }
  return { minorUnits, currency };
}

/** The decimal text of an amount, always with all decimals of its currency: `1250.00`. */
export function formatMoney(money: Money): string {
  const decimals = decimalsOf(money.currency);
  const digits = String(money.minorUnits).padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
