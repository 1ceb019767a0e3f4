import { type Retrier, TRANSIENT_LAMBDA_ERRORS } from '../../modules/workflow/states/retry';

/**
 * What every task tries again: Lambda's own troubles, and `UnavailableError`, which our functions throw when a service
 * behind them does not answer. Some four minutes in all, so that a database that wakes up or fails over is waited for.
 */
export const RETRY_TRANSIENT: Retrier = {
  errors: [...TRANSIENT_LAMBDA_ERRORS, 'UnavailableError', 'States.Timeout'],
  intervalSeconds: 2,
  backoffRate: 2,
  maxDelaySeconds: 60,
  maxAttempts: 8,
  jitter: 'FULL',
};

/** The same for a task that waits for a person: that nobody answers in time is an answer, and is not tried again. */
export const RETRY_ASKING: Retrier = {
  ...RETRY_TRANSIENT,
  errors: RETRY_TRANSIENT.errors.filter((error) => error !== 'States.Timeout'),
};
