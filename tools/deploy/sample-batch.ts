import { newSampleDeposit, type SampleDeposit } from './sample-deposit';

/** The lines of a sample file, and how they fall. */
export interface SampleBatch {
  readonly lines: readonly (SampleDeposit | string)[];
  readonly accepted: readonly SampleDeposit[];
  /** How many lines are no cheque, or one with a wrong member. */
  readonly malformed: number;
  /** How many lines say again what an earlier one says. */
  readonly duplicates: number;
}

/** Of so many lines one is malformed; and of so many one is a duplicate. */
const MALFORMED_EVERY = 50;
const DUPLICATE_EVERY = 40;

/** What is wrong with the malformed lines, in turn. */
const MALFORMATIONS: readonly ((deposit: SampleDeposit) => SampleDeposit | string)[] = [
  (deposit) => JSON.stringify(deposit).slice(0, -10),
  (deposit) => ({ ...deposit, amount: '12.345' }),
  (deposit) => ({ ...deposit, drawer: { ...deposit.drawer, routingNumber: '021000022' } }),
];

/**
 * The file of a branch: mostly cheques, some lines malformed and some twice.
 *
 * @param size its lines
 * @param depositBoxId where all of it was deposited, by which the deposits are found again
 */
export function sampleBatch(size: number, depositBoxId = 'branch-0042'): SampleBatch {
  const accepted: SampleDeposit[] = [];
  const lines: (SampleDeposit | string)[] = [];
  let malformed = 0;
  for (let line = 1; line <= size; line += 1) {
    const [earlier] = accepted.slice(-7);
    if (line % MALFORMED_EVERY === 0) {
      const spoil = MALFORMATIONS[malformed % MALFORMATIONS.length] ?? JSON.stringify;
      lines.push(spoil(newSampleDeposit({ depositBoxId })));
      malformed += 1;
    } else if (line % DUPLICATE_EVERY === 0 && earlier) {
      lines.push(earlier);
    } else {
      const deposit = newSampleDeposit({ depositBoxId, amount: amountOf(line) });
      accepted.push(deposit);
      lines.push(deposit);
    }
  }
  return { lines, accepted, malformed, duplicates: size - malformed - accepted.length };
}

/** From 20.00 to 2,519.95, below the limit above which a person approves. */
function amountOf(line: number): string {
  return `${20 + (line % 2500)}.${String((line * 5) % 100).padStart(2, '0')}`;
}
