import fc from 'fast-check';
import { sealed } from '../../../functions/deposits/ledger/entry-hash';
import {
  type ChainPosition,
  GENESIS,
  type LedgerEntry,
} from '../../../functions/deposits/ledger/ledger-entry';
import type {
  EntryDeposit,
  EntryWithDeposit,
  LedgerAudit,
} from '../../../functions/deposits/ledger/verify-ledger';

/** A deposit to be posted, as far as the ledger cares. */
export const postable = fc.record({
  depositId: fc.uuid({ version: 7 }),
  currency: fc.constantFrom('USD', 'EUR', 'JPY'),
  minorUnits: fc.integer({ min: 1, max: 999_999_999_999 }),
  account: fc.stringMatching(/^[0-9]{4,17}$/),
  postedAtMicros: fc.integer({ min: 0, max: 4_102_444_800_000_000 }),
});
export type Postable = typeof postable extends fc.Arbitrary<infer T> ? T : never;

/** The chain of these deposits, as the database appends them. */
export function chainOf(deposits: readonly Postable[]): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const { depositId, currency, minorUnits, account, postedAtMicros } of deposits) {
    const previous = positionOf(entries);
    entries.push(
      sealed({
        sequence: previous.sequence + 1,
        depositId,
        currency,
        debit: { account: 'CHEQUES-IN-CLEARING', minorUnits },
        credit: { account, minorUnits },
        postedAtMicros,
        previousHash: previous.hash,
      }),
    );
  }
  return entries;
}

/** The end of the chain. */
export function positionOf(entries: readonly LedgerEntry[]): ChainPosition {
  const last = entries.at(-1);
  return last ? { sequence: last.sequence, hash: last.hash } : GENESIS;
}

export function depositOf(entry: LedgerEntry): EntryDeposit {
  const { currency, credit } = entry;
  return { status: 'CLEARED', currency, minorUnits: credit.minorUnits, account: credit.account };
}

/** A ledger in memory, whole unless a test changes its parts. */
export class InMemoryAudit implements LedgerAudit {
  readonly anchors: ChainPosition[] = [];
  readonly pages: number[] = [];
  rows: EntryWithDeposit[];
  head: ChainPosition | undefined;
  notPosted: string[] = [];
  twice: { sequence: number; depositId: string }[] = [];

  constructor(
    entries: readonly LedgerEntry[],
    private readonly pageSize = 3,
  ) {
    this.rows = entries.map((entry) => ({ entry, deposit: depositOf(entry) }));
    this.head = positionOf(entries);
  }

  async extent() {
    const sequences = this.rows.map(({ entry }) => entry.sequence);
    return {
      ...(this.head && { head: this.head }),
      ...(sequences.length > 0 && { lowest: Math.min(...sequences), highest: Math.max(...sequences) }),
    };
  }

  async hashAt(sequence: number) {
    return this.rows.find(({ entry }) => entry.sequence === sequence)?.entry.hash;
  }

  async page({ from, through }: { from: number; through: number }) {
    this.pages.push(from);
    const found = this.rows
      .filter(({ entry }) => entry.sequence >= from && entry.sequence <= through)
      .sort((left, right) => left.entry.sequence - right.entry.sequence);
    const last = found[this.pageSize - 1]?.entry.sequence ?? through;
    return found.filter(({ entry }) => entry.sequence <= last);
  }

  async depositsNotPosted() {
    return this.notPosted;
  }

  async postedTwice() {
    return this.twice;
  }

  async rewrittenAnchors() {
    const hashes = new Map(this.rows.map(({ entry }) => [entry.sequence, entry.hash]));
    return this.anchors.filter(({ sequence, hash }) => hashes.get(sequence) !== hash).map((a) => a.sequence);
  }

  async keepAnchor(position: ChainPosition) {
    this.anchors.push(position);
  }
}
