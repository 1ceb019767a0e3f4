import { createHash } from 'node:crypto';
import type { LedgerEntry, LedgerEntryContent } from './ledger-entry';

/** Tells these hashes from hashes of anything else, and this serialization from a later one. */
const DOMAIN = 'deposits.ledger-entry';
const VERSION = '1';

/**
 * The text of an entry that is hashed, version 1: each member as the decimal number of its bytes in UTF-8, a space, the
 * member, and a line feed. The lengths make it unambiguous: no two lists of members give the same text, whatever
 * characters are in them.
 *
 * The database computes the same in SQL when it appends (`deposits.ledger_hash`). This is the second, independent
 * implementation: a verification that shared the first one's code would share its defects.
 */
export function serializeEntry(entry: LedgerEntryContent): string {
  return [
    DOMAIN,
    VERSION,
    String(entry.sequence),
    entry.depositId,
    entry.currency,
    entry.debit.account,
    String(entry.debit.minorUnits),
    entry.credit.account,
    String(entry.credit.minorUnits),
    String(entry.postedAtMicros),
    entry.previousHash,
  ]
    .map((member) => `${Buffer.byteLength(member)} ${member}\n`)
    .join('');
}

/** SHA-256 of the entry's text, in hexadecimal. */
export function hashOfEntry(entry: LedgerEntryContent): string {
  return createHash('sha256').update(serializeEntry(entry)).digest('hex');
}

/** The content with its hash. */
export function sealed(content: LedgerEntryContent): LedgerEntry {
  return { ...content, hash: hashOfEntry(content) };
}
