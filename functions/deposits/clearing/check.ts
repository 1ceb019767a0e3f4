import * as v from 'valibot';
import { REASONS, type Reason } from './reason';

/** The checks of a deposit, which run side by side. */
export const CHECKS = ['cheque', 'screening', 'account'] as const;
export type CheckName = (typeof CHECKS)[number];

/** `REVIEW`: the check cannot tell, and a person has to. */
export const CHECK_OUTCOMES = ['PASSED', 'REVIEW', 'FAILED'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

export interface CheckResult {
  readonly check: CheckName;
  readonly outcome: CheckOutcome;
  /** Never empty for what did not pass. */
  readonly reasons: readonly Reason[];
}

const reasons = v.array(v.picklist(REASONS));

/** A check's result as it comes through the state machine. */
export const checkResultSchema = v.variant('outcome', [
  v.object({ check: v.picklist(CHECKS), outcome: v.literal('PASSED'), reasons }),
  v.object({
    check: v.picklist(CHECKS),
    outcome: v.picklist(['REVIEW', 'FAILED']),
    reasons: v.pipe(reasons, v.minLength(1)),
  }),
]);

export function passed(check: CheckName, ...reasons: readonly Reason[]): CheckResult {
  return { check, outcome: 'PASSED', reasons };
}

/** Passed when there is no reason against it. */
export function failedFor(check: CheckName, reasons: readonly Reason[]): CheckResult {
  return reasons.length === 0 ? passed(check) : { check, outcome: 'FAILED', reasons };
}

/** Passed when there is no reason for a person to look. */
export function reviewedFor(check: CheckName, reasons: readonly Reason[]): CheckResult {
  return reasons.length === 0 ? passed(check) : { check, outcome: 'REVIEW', reasons };
}
