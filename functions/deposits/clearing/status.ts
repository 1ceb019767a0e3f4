import type { DepositStatus } from '../deposit';

/** What happens to a deposit after it was received. */
export type DepositStep =
  | 'start-clearing'
  | 'request-approval'
  /** A person approved: the deposit goes on to be posted. */
  | 'resume'
  | 'post'
  | 'reject';

/**
 * Every step there is, by the status in which it may be taken, with the status that follows. A step that leads to the
 * status that the deposit has already is a repetition, and changes nothing.
 */
export const TRANSITIONS: Readonly<
  Record<DepositStatus, Readonly<Partial<Record<DepositStep, DepositStatus>>>>
> = {
  RECEIVED: { 'start-clearing': 'CLEARING' },
  CLEARING: {
    'start-clearing': 'CLEARING',
    'request-approval': 'AWAITING_APPROVAL',
    post: 'CLEARED',
    reject: 'REJECTED',
  },
  AWAITING_APPROVAL: {
    'request-approval': 'AWAITING_APPROVAL',
    resume: 'CLEARING',
    reject: 'REJECTED',
  },
  CLEARED: { post: 'CLEARED' },
  REJECTED: { reject: 'REJECTED' },
};

/** The step does not fit the deposit's status: no retry mends that, and the deposit stays as it is. */
export class DepositStatusError extends Error {
  override readonly name = 'DepositStatusError';

  constructor(
    readonly status: DepositStatus,
    readonly step: DepositStep,
  ) {
    super(`${step} is no step of a deposit that is ${status}`);
  }
}

/**
 * The status after the step.
 *
 * @throws DepositStatusError when the step cannot be taken
 */
export function nextStatus(status: DepositStatus, step: DepositStep): DepositStatus {
  const next = TRANSITIONS[status][step];
  if (!next) throw new DepositStatusError(status, step);
  return next;
}
