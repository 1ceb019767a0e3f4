import type { ThrottleSettings } from './deployed-api';

/**
 * A token bucket: it holds `burstLimit` tokens and gets `rateLimit` a second.
 *
 * @param now milliseconds, for tests
 */
export class TokenBucket {
  private tokens: number;
  private filledMs: number;

  constructor(
    private readonly settings: ThrottleSettings,
    private readonly now: () => number = Date.now,
  ) {
    this.tokens = settings.burstLimit;
    this.filledMs = now();
  }

  /** Takes a token, if there is one. */
  take(): boolean {
    const at = this.now();
    const gained = ((at - this.filledMs) / 1000) * this.settings.rateLimit;
    this.tokens = Math.min(this.settings.burstLimit, this.tokens + gained);
    this.filledMs = at;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
