import { type CheckResult, failedFor } from './check';

export const RESTRICTIONS = ['FROZEN', 'CLOSED'] as const;
export type Restriction = (typeof RESTRICTIONS)[number];

/**
 * Whether the account of the deposit may receive money.
 *
 * The list holds restrictions, not accounts: an account that is not in it may receive money. That the account exists is
 * for the core banking system to say, which books the ledger's entries; a deposit to an account that does not exist
 * comes back from there, and is not lost.
 */
export function verifyAccount(restriction: Restriction | undefined): CheckResult {
  return failedFor('account', restriction ? [`ACCOUNT_${restriction}`] : []);
}
