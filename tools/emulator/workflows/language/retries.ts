import type { Retrier } from './definition';
import { matchesError } from './states-error';

const DEFAULT_INTERVAL_SECONDS = 1;
const DEFAULT_MAX_ATTEMPTS = 3;
const DEFAULT_BACKOFF_RATE = 2;
/** AWS's limit for one delay: a year. */
const LONGEST_DELAY_SECONDS = 31_622_400;

/** The retries of one visit to a state: each retrier counts its own. */
export class Retries {
  private readonly attempts: number[];

  constructor(
    private readonly retriers: readonly Retrier[] = [],
    private readonly random: () => number = Math.random,
  ) {
    this.attempts = retriers.map(() => 0);
  }

  /** Seconds to wait before the state is tried again, or undefined when this error is not retried any more. */
  next(error: string): number | undefined {
    const index = this.retriers.findIndex(({ ErrorEquals }) => matchesError(ErrorEquals, error));
    const retrier = this.retriers[index];
    if (!retrier) return undefined;
    const made = this.attempts[index] ?? 0;
    if (made >= (retrier.MaxAttempts ?? DEFAULT_MAX_ATTEMPTS)) return undefined;
    this.attempts[index] = made + 1;
    const grown =
      (retrier.IntervalSeconds ?? DEFAULT_INTERVAL_SECONDS) *
      (retrier.BackoffRate ?? DEFAULT_BACKOFF_RATE) ** made;
    const delay = Math.min(grown, retrier.MaxDelaySeconds ?? LONGEST_DELAY_SECONDS);
    return retrier.JitterStrategy === 'FULL' ? this.random() * delay : delay;
  }
}
