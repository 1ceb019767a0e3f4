import type { LedgerBreak, LedgerBreakKind } from './ledger-break';
import { type ChainPosition, GENESIS, type LedgerEntry } from './ledger-entry';
import { type EntryRange, verificationRanges } from './verification-ranges';
import { verifyChain } from './verify-chain';

/** What an entry's deposit is now. */
export interface EntryDeposit {
  readonly status: string;
  readonly minorUnits: number;
  readonly currency: string;
  readonly account: string;
}

export interface EntryWithDeposit {
  readonly entry: LedgerEntry;
  /** Nothing when there is no such deposit. */
  readonly deposit?: EntryDeposit;
}

/** How far the ledger goes: by its head, and by the numbers that its entries have. */
export interface LedgerExtent {
  readonly head?: ChainPosition;
  /** Nothing when there is no entry. */
  readonly lowest?: number;
  /** Nothing when there is no entry. */
  readonly highest?: number;
}

/** The ledger as a verification reads it: each call sees one state of the whole database. */
export interface LedgerAudit {
  extent(): Promise<LedgerExtent>;
  /** The hash of an entry. Nothing when there is none. */
  hashAt(sequence: number): Promise<string | undefined>;
  /** The next entries by their numbers; all that share a number come together. None: there are no more. */
  page(range: EntryRange): Promise<readonly EntryWithDeposit[]>;
  /** Some deposits that are CLEARED and have no entry. */
  depositsNotPosted(): Promise<readonly string[]>;
  /** Some entries of deposits that have an earlier one. */
  postedTwice(): Promise<readonly { readonly sequence: number; readonly depositId: string }[]>;
  /** Some places at which an earlier verification found another entry. */
  rewrittenAnchors(): Promise<readonly number[]>;
  /** Keeps the place for later verifications. */
  keepAnchor(position: ChainPosition): Promise<void>;
}

export interface VerifyLedgerProps {
  readonly audit: LedgerAudit;
  /** Counts up by one from run to run. */
  readonly run: number;
  /** At most two segments are verified. */
  readonly segmentEntries: number;
  /** Asked before each page; the verification then ends early. */
  readonly isOutOfTime: () => boolean;
}

export interface LedgerReport {
  /** Nothing of what was verified is broken. */
  readonly intact: boolean;
  /** All that this run had to verify was verified. */
  readonly complete: boolean;
  readonly head: ChainPosition;
  /** What was verified of the chain. */
  readonly ranges: readonly EntryRange[];
  readonly entries: number;
  readonly breakCount: number;
  /** The first ones by sequence, at most `MAX_BREAKS_TOLD`. */
  readonly breaks: readonly LedgerBreak[];
}

/** A chain that was tampered with on purpose may have a break at every entry. */
export const MAX_BREAKS_TOLD = 20;

/**
 * Verifies the chain, what binds it to the deposits, and what earlier verifications found. New entries may come
 * meanwhile: the run looks no further than the head that it read first, and what lies before a head never changes.
 */
export async function verifyLedger(props: VerifyLedgerProps): Promise<LedgerReport> {
  const { audit } = props;
  const { head, lowest = 1, highest = 0 } = await audit.extent();
  const breaks: LedgerBreak[] = [];
  const found = (sequence: number, kind: LedgerBreakKind, depositId?: string) =>
    breaks.push({ sequence, kind, ...(depositId !== undefined && { depositId }) });
  const end = head ?? { sequence: Math.max(highest, 0), hash: '' };
  if (!head) found(end.sequence, 'HEAD_MISMATCH');
  if (highest > end.sequence) found(highest, 'INSERTED');
  if (lowest < 1) found(lowest, 'INSERTED');

  let complete = true;
  let entries = 0;
  const ranges: EntryRange[] = [];
  for (const range of verificationRanges(end.sequence, props.run, props.segmentEntries)) {
    const verified = await verifyRange(props, range, head);
    breaks.push(...verified.breaks);
    entries += verified.entries;
    complete = complete && verified.complete;
    if (verified.through >= range.from) ranges.push({ from: range.from, through: verified.through });
  }
  for (const sequence of await audit.rewrittenAnchors()) found(sequence, 'REWRITTEN');
  for (const { sequence, depositId } of await audit.postedTwice()) found(sequence, 'POSTED_TWICE', depositId);
  for (const depositId of await audit.depositsNotPosted()) found(end.sequence, 'NOT_POSTED', depositId);

  const intact = breaks.length === 0;
  if (intact && complete && end.sequence > 0) await audit.keepAnchor(end);
  breaks.sort((left, right) => left.sequence - right.sequence);
  return {
    intact,
    complete,
    head: end,
    ranges,
    entries,
    breakCount: breaks.length,
    breaks: breaks.slice(0, MAX_BREAKS_TOLD),
  };
}

interface VerifiedRange {
  readonly breaks: readonly LedgerBreak[];
  readonly entries: number;
  readonly through: number;
  readonly complete: boolean;
}

async function verifyRange(
  { audit, isOutOfTime }: VerifyLedgerProps,
  range: EntryRange,
  head: ChainPosition | undefined,
): Promise<VerifiedRange> {
  const breaks: LedgerBreak[] = [];
  let entries = 0;
  let position = await positionBefore(audit, range.from);
  while (position.sequence < range.through) {
    if (isOutOfTime()) return { breaks, entries, through: position.sequence, complete: false };
    const page = await audit.page({ from: position.sequence + 1, through: range.through });
    if (page.length === 0) break;
    const after = position;
    const verdict = verifyChain(
      page.map(({ entry }) => entry),
      { after },
    );
    breaks.push(...verdict.breaks, ...page.flatMap(depositBreaks));
    entries += page.length;
    position = verdict.position;
  }
  const { sequence: through } = position;
  const end = head?.sequence === range.through ? head : { ...position, sequence: range.through };
  breaks.push(...verifyChain([], { after: position, head: end }).breaks);
  return { breaks, entries, through, complete: true };
}

/** Where the entry before is missing, its own range tells so; here nothing can follow it. */
async function positionBefore(audit: LedgerAudit, sequence: number): Promise<ChainPosition> {
  if (sequence === GENESIS.sequence + 1) return GENESIS;
  return { sequence: sequence - 1, hash: (await audit.hashAt(sequence - 1)) ?? '' };
}

function depositBreaks({ entry, deposit }: EntryWithDeposit): LedgerBreak[] {
  const { sequence, depositId } = entry;
  if (deposit?.status !== 'CLEARED') return [{ sequence, kind: 'NOT_CLEARED', depositId }];
  const same =
    deposit.currency === entry.currency &&
    deposit.minorUnits === entry.credit.minorUnits &&
    deposit.account === entry.credit.account;
  return same ? [] : [{ sequence, kind: 'DEPOSIT_DIFFERS', depositId }];
}
