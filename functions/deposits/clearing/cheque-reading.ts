import type { Deposit } from '../deposit';
import { type AmountInFigures, amountsInFigures } from './amount-in-figures';
import { type CheckResult, passed, reviewedFor } from './check';
import { type DetectedLine, isConfident, joinRows } from './detected-line';
import { type MicrReading, mayBeMicr, micrReadings } from './micr-line';
import type { Reason } from './reason';

/** What is on the image. `unreadable`: no image, or one in which nothing can be read. */
export type ChequeImage =
  | { readonly kind: 'text'; readonly lines: readonly DetectedLine[] }
  | { readonly kind: 'unreadable' };

/** Of a branch's deposit there is no image: its machine has read the cheque, and the branch answers for it. */
export function readByBranch(): CheckResult {
  return passed('cheque', 'READ_BY_BRANCH');
}

/**
 * Compares the cheque with the deposit as it was submitted. It passes only when the cheque was found to say the same of
 * amount, routing number, account and cheque number, without doubt and without contradiction. A machine's reading
 * rejects nobody: whatever else it finds, a person looks.
 */
export function compareCheque(deposit: Deposit, image: ChequeImage): CheckResult {
  if (image.kind === 'unreadable') return reviewedFor('cheque', ['IMAGE_UNREADABLE']);
  return reviewedFor('cheque', [
    ...compareAmount(deposit, image.lines),
    ...compareMicr(deposit, image.lines),
  ]);
}

function compareAmount({ amount }: Deposit, lines: readonly DetectedLine[]): Reason[] {
  const found = amountsOf(lines.filter(isConfident), amount.currency);
  if (found.length === 0) {
    return [amountsOf(lines, amount.currency).length > 0 ? 'AMOUNT_UNCERTAIN' : 'AMOUNT_MISSING'];
  }
  if (found.some(({ isForeign }) => isForeign)) return ['CURRENCY_DIFFERS'];
  const amounts = new Set(found.map(({ minorUnits }) => minorUnits));
  if (!amounts.has(amount.minorUnits)) return ['AMOUNT_DIFFERS'];
  return amounts.size > 1 ? ['AMOUNT_AMBIGUOUS'] : [];
}

/** Amounts with a sign of money count alone where there are any: other numbers may be dates or references. */
function amountsOf(lines: readonly DetectedLine[], currency: string): readonly AmountInFigures[] {
  const all = lines
    .filter(({ text }) => micrReadings(text).length === 0)
    .flatMap(({ text }) => amountsInFigures(text, currency));
  const marked = all.filter(({ isMarked }) => isMarked);
  return marked.length > 0 ? marked : all;
}

function compareMicr(deposit: Deposit, lines: readonly DetectedLine[]): Reason[] {
  const rows = joinRows(lines.filter(mayBeMicr)).map((row) => ({ row, readings: micrReadings(row.text) }));
  const found = rows.filter(({ readings }) => readings.length > 0);
  const confident = found.filter(({ row }) => isConfident(row));
  const [first, second] = confident;
  if (!first) return [found.length > 0 ? 'MICR_UNCERTAIN' : 'MICR_MISSING'];
  if (second) return ['MICR_AMBIGUOUS'];
  return compareReadings(deposit, first.readings);
}

/** Nothing against it when one reading of the line is the deposit; else what the likeliest reading has against it. */
function compareReadings(deposit: Deposit, readings: readonly MicrReading[]): Reason[] {
  const differences = readings.map((reading) => differencesOf(deposit, reading));
  return differences.reduce((best, each) => (each.length < best.length ? each : best));
}

function differencesOf({ drawer, chequeNumber }: Deposit, reading: MicrReading): Reason[] {
  const reasons: Reason[] = [];
  if (reading.routingNumber !== drawer.routingNumber) reasons.push('ROUTING_NUMBER_DIFFERS');
  if (!isSameNumber(reading.accountNumber, drawer.accountNumber)) reasons.push('DRAWER_ACCOUNT_DIFFERS');
  if (reading.chequeNumber === undefined) reasons.push('CHEQUE_NUMBER_MISSING');
  else if (!isSameNumber(reading.chequeNumber, chequeNumber)) reasons.push('CHEQUE_NUMBER_DIFFERS');
  return reasons;
}

/** Zeros in front are printed by one bank and left out by another. */
function isSameNumber(one: string, other: string): boolean {
  return one.replace(/^0+/, '') === other.replace(/^0+/, '');
}
