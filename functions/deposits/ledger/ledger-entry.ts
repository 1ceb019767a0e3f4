/** One side of an entry: an account, and what is booked on it. */
export interface Posting {
  readonly account: string;
  /** In the currency's minor units. */
  readonly minorUnits: number;
}

/** What an entry says, and its place in the chain: all that its hash covers. */
export interface LedgerEntryContent {
  /** From 1, without gaps. */
  readonly sequence: number;
  readonly depositId: string;
  /** ISO 4217. */
  readonly currency: string;
  /** An account of the bank itself, on which the cheque waits for its settlement. */
  readonly debit: Posting;
  /** The account of the customer. */
  readonly credit: Posting;
  /** Microseconds since 1970, as fine as the database's clock. */
  readonly postedAtMicros: number;
  /** The hash of the entry before, in hexadecimal. */
  readonly previousHash: string;
}

/** An entry as the ledger holds it. */
export interface LedgerEntry extends LedgerEntryContent {
  /** SHA-256 of the content, in hexadecimal. */
  readonly hash: string;
}

/** A place in the chain: an entry's number and hash, which stand for all entries up to it. */
export interface ChainPosition {
  readonly sequence: number;
  readonly hash: string;
}

/** Before the first entry. */
export const GENESIS: ChainPosition = { sequence: 0, hash: '0'.repeat(64) };
