import type { Money } from '../money';
import type { ApprovalOutcome } from './approval';
import type { CheckResult } from './check';
import { CHECKS } from './check';
import type { Reason } from './reason';

/**
 * Above this amount, in the minor units of the deposit's currency, a person has to approve. The amount itself passes.
 * One limit for all currencies: it is a limit of digits that one person may let through, not of value.
 */
export const APPROVAL_LIMIT_MINOR_UNITS = 1_000_000;

export type Decision = 'POST' | 'REJECT' | 'REVIEW';

export interface Verdict {
  readonly decision: Decision;
  /** Empty for `POST`, and never for the others. */
  readonly reasons: readonly Reason[];
}

/** The state machine has to bring each check exactly once: what was not checked is not posted. */
export class IncompleteChecksError extends Error {
  override readonly name = 'IncompleteChecksError';
}

/**
 * What becomes of a deposit: rejected when a check failed, whatever the others say; else looked at by a person when a
 * check asks for it or the amount is above the limit; else posted. The order of the checks does not matter.
 *
 * @throws IncompleteChecksError when a check is missing or there twice
 */
export function decide(checks: readonly CheckResult[], amount: Money): Verdict {
  const sorted = CHECKS.flatMap((name) => checks.filter(({ check }) => check === name));
  if (sorted.length !== CHECKS.length || new Set(checks.map(({ check }) => check)).size !== CHECKS.length) {
    throw new IncompleteChecksError(`a decision needs each of ${CHECKS.join(', ')} once`);
  }
  const failures = reasonsOf(sorted, 'FAILED');
  if (failures.length > 0) return { decision: 'REJECT', reasons: failures };
  const limit: Reason[] = amount.minorUnits > APPROVAL_LIMIT_MINOR_UNITS ? ['AMOUNT_ABOVE_LIMIT'] : [];
  const doubts = [...new Set([...reasonsOf(sorted, 'REVIEW'), ...limit])];
  return doubts.length > 0 ? { decision: 'REVIEW', reasons: doubts } : { decision: 'POST', reasons: [] };
}

/** What becomes of a deposit that waited for a person. */
export function decideAfterApproval(outcome: ApprovalOutcome): Verdict {
  switch (outcome) {
    case 'APPROVED':
      return { decision: 'POST', reasons: [] };
    case 'REFUSED':
      return { decision: 'REJECT', reasons: ['APPROVAL_REFUSED'] };
    case 'EXPIRED':
      return { decision: 'REJECT', reasons: ['APPROVAL_EXPIRED'] };
  }
}

function reasonsOf(checks: readonly CheckResult[], outcome: CheckResult['outcome']): Reason[] {
  return [...new Set(checks.filter((each) => each.outcome === outcome).flatMap(({ reasons }) => reasons))];
}
