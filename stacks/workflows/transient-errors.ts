import { type Retrier, TRANSIENT_LAMBDA_ERRORS } from '../../modules/workflow/states/retry';

/**
 * What every task tries again: Lambda's own troubles, and `UnavailableError`, which our functions throw when a service
 * behind them does not answer. Some four minutes in all, so that a database that wakes up or fails over is waited for.
 */
export const RETRY_TRANSIENT: Retrier = {
  errors: [...TRANSIENT_LAMBDA_ERRORS, 'UnavailableError'],
  intervalSeconds: 2,
  backoffRate: 2,
  maxDelaySeconds: 60,
  maxAttempts: 8,
  jitter: 'FULL',
};
