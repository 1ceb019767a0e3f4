/** In which way the ledger is broken. The runbook in docs/ledger.md has a paragraph on each. */
export const LEDGER_BREAK_KINDS = [
  /** The entry is not what was hashed when it was appended. */
  'CHANGED',
  /** There is no entry with this number, and later ones are, or the head is beyond it. */
  'MISSING',
  /** The entry has a number that another has, or one outside of the chain. */
  'INSERTED',
  /** The entry does not follow the one before it. */
  'BROKEN_LINK',
  /** Debit and credit are not the same positive amount on two accounts. */
  'UNBALANCED',
  /** The head names another hash than the last entry has, or there is no head. */
  'HEAD_MISMATCH',
  /** An earlier verification found another entry at this place: everything up to it was computed anew. */
  'REWRITTEN',
  /** A second entry of a deposit. */
  'POSTED_TWICE',
  /** The deposit of the entry is not CLEARED, or is not there. */
  'NOT_CLEARED',
  /** Amount, currency or account of the entry are not its deposit's. */
  'DEPOSIT_DIFFERS',
  /** A deposit is CLEARED and has no entry. The sequence is the head's: no entry can be named. */
  'NOT_POSTED',
] as const;

export type LedgerBreakKind = (typeof LEDGER_BREAK_KINDS)[number];

/** One finding of a verification. Tells no account and no amount. */
export interface LedgerBreak {
  /** The entry that is wrong, or that is missing. */
  readonly sequence: number;
  readonly kind: LedgerBreakKind;
  /** Where one is known. */
  readonly depositId?: string;
}
