import { hashOfEntry } from './entry-hash';
import type { LedgerBreak, LedgerBreakKind } from './ledger-break';
import { type ChainPosition, GENESIS, type LedgerEntry } from './ledger-entry';

export interface ChainOptions {
  /** What the first entry has to follow. @default the beginning of the chain */
  readonly after?: ChainPosition;
  /** Where the chain has to end. @default the end is not looked at: more entries follow */
  readonly head?: ChainPosition;
}

export interface ChainVerdict {
  /** In the order in which they were met. */
  readonly breaks: readonly LedgerBreak[];
  /** The last entry: what the next page has to follow. */
  readonly position: ChainPosition;
  readonly entries: number;
}

/**
 * Verifies entries in the order of their numbers: nothing changed, missing, added or linked otherwise than it was
 * appended, and every entry balanced. Goes on after a break as if the entry that it met were right, so that each break
 * is told once, where it is.
 *
 * A chain that somebody computed anew from some entry to its end is whole in itself: only a `head` or an anchor from
 * outside shows that it is another.
 */
export function verifyChain(entries: Iterable<LedgerEntry>, options: ChainOptions = {}): ChainVerdict {
  const breaks: LedgerBreak[] = [];
  let position = options.after ?? GENESIS;
  let count = 0;
  for (const entry of entries) {
    breaks.push(...breaksOf(entry, position));
    // What has no place in the chain is not what the next entry follows.
    if (entry.sequence > position.sequence) position = { sequence: entry.sequence, hash: entry.hash };
    count += 1;
  }
  if (options.head) breaks.push(...endBreaks(position, options.head));
  return { breaks, position, entries: count };
}

function breaksOf(entry: LedgerEntry, previous: ChainPosition): LedgerBreak[] {
  const breaks: LedgerBreak[] = [];
  const found = (kind: LedgerBreakKind) => {
    breaks.push({ sequence: entry.sequence, kind, depositId: entry.depositId });
  };
  if (entry.sequence > previous.sequence + 1) {
    breaks.push({ sequence: previous.sequence + 1, kind: 'MISSING' });
  } else if (entry.sequence !== previous.sequence + 1) {
    found('INSERTED');
  } else if (entry.previousHash !== previous.hash) {
    found('BROKEN_LINK');
  }
  if (hashOfEntry(entry) !== entry.hash) found('CHANGED');
  if (!isBalanced(entry)) found('UNBALANCED');
  return breaks;
}

function isBalanced({ debit, credit }: LedgerEntry): boolean {
  return (
    Number.isSafeInteger(debit.minorUnits) &&
    debit.minorUnits > 0 &&
    debit.minorUnits === credit.minorUnits &&
    debit.account !== credit.account
  );
}

function endBreaks(end: ChainPosition, head: ChainPosition): LedgerBreak[] {
  if (end.sequence < head.sequence) return [{ sequence: end.sequence + 1, kind: 'MISSING' }];
  if (end.sequence > head.sequence) return [{ sequence: head.sequence + 1, kind: 'INSERTED' }];
  return end.hash === head.hash ? [] : [{ sequence: head.sequence, kind: 'HEAD_MISMATCH' }];
}
