import { type CheckResult, failedFor } from './check';
import type { Reason } from './reason';

/** What is known of a deposit's cheque and drawer. */
export interface ScreeningFacts {
  /**
   * Another deposit of the same cheque, not rejected, came before this one: by the time of receipt, and by the id where
   * the times are equal. So of two deposits of one cheque exactly one finds the other before it.
   */
  readonly isPresentedBefore: boolean;
  readonly isDrawerBlocked: boolean;
}

/**
 * Whether the cheque may be taken. A deposit that is stored after a later one was screened would not be seen here; the
 * decision itself makes sure that no cheque is posted twice.
 */
export function screen(facts: ScreeningFacts): CheckResult {
  const reasons: Reason[] = [];
  if (facts.isPresentedBefore) reasons.push('CHEQUE_PRESENTED_BEFORE');
  if (facts.isDrawerBlocked) reasons.push('DRAWER_BLOCKED');
  return failedFor('screening', reasons);
}
