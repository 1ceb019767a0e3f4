import type { Deadline } from './deadline';
import { UnavailableError } from './errors';
import { sleep } from './sleep';

export interface RetryOptions {
  readonly deadline: Deadline;
  /** For the error, for example `ledger`. */
  readonly dependency: string;
  readonly isTransient: (error: unknown) => boolean;
  /** The first pause is at most this long, each further one at most twice the one before. @default 50 */
  readonly baseDelayMillis?: number;
  /** No pause is longer. @default 2000 */
  readonly maxDelayMillis?: number;
  /** One attempt is given up after this time. @default the deadline's remaining time */
  readonly attemptMillis?: number;
  /** What the client is told to wait, when the time runs out. @default 5 */
  readonly retryAfterSeconds?: number;
}

/** Below this, an attempt over the network is not worth starting. */
const SHORTEST_ATTEMPT_MILLIS = 50;

/**
 * Tries until it works, until the error is one that no further attempt mends, or until the time runs out. Pauses have
 * full jitter, so that functions that failed together do not return together.
 *
 * @throws UnavailableError when the time runs out, with the last error as its cause
 * @throws the attempt's error when it is not transient
 */
export async function retry<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { deadline, baseDelayMillis = 50, maxDelayMillis = 2000 } = options;
  for (let failures = 0, last: unknown; ; failures += 1) {
    const remaining = deadline.remainingMillis();
    if (remaining < SHORTEST_ATTEMPT_MILLIS) throw unavailable(options, last);
    try {
      const millis = Math.ceil(Math.min(options.attemptMillis ?? remaining, remaining));
      return await withinMillis(attempt, millis);
    } catch (error) {
      if (error instanceof UnavailableError) throw error;
      if (!options.isTransient(error)) throw error;
      last = error;
    }
    const pause = Math.random() * Math.min(maxDelayMillis, baseDelayMillis * 2 ** failures);
    if (pause + SHORTEST_ATTEMPT_MILLIS > deadline.remainingMillis()) throw unavailable(options, last);
    await sleep(pause);
  }
}

/**
 * Tells the attempt to end when its time is over, as `AbortSignal.timeout` does; but the timer of that one would stay
 * behind until its time is over: a warm function makes some thousand attempts in that time, and they cost it a fifth of
 * its own CPU time.
 */
export async function withinMillis<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  millis: number,
): Promise<T> {
  const controller = new AbortController();
  const expire = () => controller.abort(new DOMException('The attempt took too long', 'TimeoutError'));
  const timer = setTimeout(expire, millis);
  try {
    return await attempt(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

function unavailable({ dependency, retryAfterSeconds = 5 }: RetryOptions, cause: unknown): UnavailableError {
  return new UnavailableError(dependency, retryAfterSeconds, { cause });
}
