import { type AslObject, given } from './flow';

/** What is tried again, and when. */
export interface Retrier {
  /** Names of errors: `States.*`, an exception of Lambda, or the `name` of an error that the function throws. */
  readonly errors: readonly string[];
  /** Seconds before the first retry, 1 to 99,999,999. @default 1 */
  readonly intervalSeconds?: number;
  /** By how much the interval grows with each retry, at least 1. @default 2 */
  readonly backoffRate?: number;
  /** The interval grows to this at most, 1 to 31,622,400 seconds. @default it grows without limit */
  readonly maxDelaySeconds?: number;
  /** Retries, not counting the first attempt. @default 3 */
  readonly maxAttempts?: number;
  /** `FULL`: a random part of the interval, so that many executions do not come back at once. @default 'NONE' */
  readonly jitter?: 'FULL' | 'NONE';
}

/**
 * What fails for a moment when Step Functions calls Lambda. Sources: "Handling errors in Step Functions", best practices
 * for Lambda service exceptions; `Sandbox.Timedout` is a function at its time limit.
 */
export const TRANSIENT_LAMBDA_ERRORS: readonly string[] = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  // The process died: out of memory, for example.
  'Runtime.ExitError',
  'Sandbox.Timedout',
];

/** Every retry of the retrier, its defaults filled in. */
export function withRetryDefaults(retrier: Retrier): Required<Omit<Retrier, 'maxDelaySeconds'>> & Retrier {
  return { intervalSeconds: 1, backoffRate: 2, maxAttempts: 3, jitter: 'NONE', ...retrier };
}

/** The seconds that are waited before all of the retries together, at most: jitter only shortens them. */
export function longestDelaySeconds(retrier: Retrier): number {
  const {
    intervalSeconds,
    backoffRate,
    maxAttempts,
    maxDelaySeconds = Number.POSITIVE_INFINITY,
  } = withRetryDefaults(retrier);
  let seconds = 0;
  let delay = intervalSeconds;
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const current = Math.min(delay, maxDelaySeconds);
    if (current === maxDelaySeconds || backoffRate === 1) return seconds + (maxAttempts - attempt) * current;
    seconds += current;
    delay *= backoffRate;
  }
  return seconds;
}

/** `Retry` of a state; nothing when nothing is retried. */
export function renderRetry(retry: readonly Retrier[] = []): AslObject {
  return given({ Retry: retry.length === 0 ? undefined : retry.map(renderRetrier) });
}

function renderRetrier(retrier: Retrier): AslObject {
  const { errors, maxDelaySeconds } = retrier;
  const { intervalSeconds, backoffRate, maxAttempts, jitter } = withRetryDefaults(retrier);
  return given({
    ErrorEquals: errors,
    IntervalSeconds: intervalSeconds,
    BackoffRate: backoffRate,
    MaxDelaySeconds: maxDelaySeconds,
    MaxAttempts: maxAttempts,
    JitterStrategy: jitter,
  });
}
