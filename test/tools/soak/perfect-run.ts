import { sealed } from '../../../functions/deposits/ledger/entry-hash';
import { GENESIS, type LedgerEntry } from '../../../functions/deposits/ledger/ledger-entry';
import { ChequeBook } from '../../../tools/soak/cheques';
import type { Expectation } from '../../../tools/soak/load-plan';
import { Random } from '../../../tools/soak/random';
import type { Facts } from '../../../tools/soak/reckoning';
import { type Accepted, Record } from '../../../tools/soak/record';
import type { StoredDeposit } from '../../../tools/soak/stored-facts';

const OUTCOMES: Readonly<{ [E in Expectation]: readonly [status: string, reasons: readonly string[]] }> = {
  CLEARED: ['CLEARED', []],
  REFUSED: ['REJECTED', ['APPROVAL_REFUSED']],
  WAITING: ['AWAITING_APPROVAL', []],
  ONE_OF_TWO: ['CLEARED', []],
};

/** The facts of a run in which everything went as it has to. Deposits 3 and 4 are of the same cheque. */
export function perfectRun(): Facts {
  const record = new Record();
  const expectations: readonly Expectation[] = [
    'CLEARED',
    'CLEARED',
    'REFUSED',
    'ONE_OF_TWO',
    'ONE_OF_TWO',
    'WAITING',
    'CLEARED',
  ];
  const cheques = new ChequeBook(new Random(1));
  const all = expectations.map((expectation, index): Accepted => {
    const isLarge = expectation === 'REFUSED' || expectation === 'WAITING';
    return {
      depositId: idOf(index),
      label: `d${index}`,
      channel: index === 6 ? 'batch' : 'box',
      cheque: cheques.next(isLarge ? 'above-limit' : 'ordinary', index === 6 ? 'EUR' : 'USD'),
      expectation,
      ...(expectation === 'ONE_OF_TWO' ? { pair: 'd3' } : {}),
      submittedMs: 0,
    };
  });
  for (const deposit of all) record.accept(deposit);
  record.batches.push({
    label: 'batch 1',
    expected: { accepted: 1, rejected: 1, duplicates: 0 },
    counts: { accepted: 1, rejected: 1, duplicates: 0 },
    status: 'COMPLETED',
    isOpen: false,
  });
  const deposits = all.map(storedAs);
  const entries = entriesOf(deposits);
  const last = entries.at(-1);
  return {
    planned: all.length,
    record,
    stored: {
      deposits,
      entries,
      head: last ? { sequence: last.sequence, hash: last.hash } : GENESIS,
      unpublished: [],
    },
    told: new Map(
      deposits
        .filter(({ status }) => status !== 'AWAITING_APPROVAL')
        .map(({ depositId, status }) => [
          depositId,
          {
            outcomes: new Set([status]),
            idempotencyKeys: new Set([`event of ${depositId}`]),
            firstMs: 1,
            times: 1,
          },
        ]),
    ),
    signatureRefusals: 0,
    settlement: {
      deadLetters: [{ queue: 'clearing', reason: 'SyntaxError: the body is not JSON', poison: 'no-json' }],
      unsettled: undefined,
    },
    poisonSent: 1,
    leaks: { leaks: [], count: 0 },
    before: new Set(),
  };
}

export function idOf(index: number): string {
  return `0199aaaa-0000-7000-8000-${String(index).padStart(12, '0')}`;
}

/** A whole chain over the deposits that are cleared. */
export function entriesOf(deposits: readonly StoredDeposit[]): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const { depositId, currency, account, minorUnits, status } of deposits) {
    if (status !== 'CLEARED') continue;
    entries.push(
      sealed({
        sequence: entries.length + 1,
        depositId,
        currency,
        debit: { account: 'CHEQUES-IN-CLEARING', minorUnits },
        credit: { account, minorUnits },
        postedAtMicros: entries.length,
        previousHash: entries.at(-1)?.hash ?? GENESIS.hash,
      }),
    );
  }
  return entries;
}

function storedAs({ depositId, channel, cheque, expectation, pair, label }: Accepted): StoredDeposit {
  const isSecond = pair !== undefined && pair !== label;
  const [status, reasons] = isSecond
    ? (['REJECTED', ['CHEQUE_PRESENTED_BEFORE']] as const)
    : OUTCOMES[expectation];
  return {
    depositId,
    status,
    channel,
    minorUnits: cheque.minorUnits,
    currency: cheque.body.currency,
    account: cheque.body.depositAccountNumber,
    decision: status === 'CLEARED' ? 'POST' : status === 'REJECTED' ? 'REJECT' : undefined,
    reasons,
  };
}
