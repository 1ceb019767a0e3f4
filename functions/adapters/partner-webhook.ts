import { createHmac } from 'node:crypto';
import type { Deadline } from '../shared/deadline';
import { UnavailableError } from '../shared/errors';
import { retry, withinMillis } from '../shared/retry';
import { sleep } from '../shared/sleep';
import { type PostResponse, post } from './https-post';
import type { SigningKey } from './signing-key';
import { isTransient } from './transient';

export interface PartnerWebhookOptions {
  /** As `parseServiceUrl` read it. */
  readonly url: URL;
  readonly key: SigningKey;
  readonly deadline: Deadline;
  /** @default the system's clock */
  readonly now?: () => Date;
  /** For name, connection and TLS of one attempt. @default 3000 */
  readonly connectMillis?: number;
  /** For one attempt. @default 10000 */
  readonly attemptMillis?: number;
  /** Certificates in PEM of the authorities that are trusted. @default those that Node trusts */
  readonly trustedAuthorities?: string;
}

/** What the partner is sent. */
export interface SignedMessage {
  /** The same in every attempt: the partner drops what it has seen. */
  readonly idempotencyKey: string;
  readonly body: object;
}

/** The partner answered, and will answer the same to the same again. */
export class PartnerRefusedError extends Error {
  override readonly name = 'PartnerRefusedError';

  constructor(readonly status: number) {
    super(`the partner answered ${status}`);
  }
}

/** The partner answered: not now. */
class PartnerBusyError extends Error {
  override readonly name = 'PartnerBusyError';

  constructor(readonly status: number) {
    super(`the partner answered ${status}`);
  }
}

/**
 * The header that proves who sent the body, and when: HMAC-SHA-256 over `<unix seconds>.<body>`. The partner refuses
 * times that are too far from its own, so that nobody sends it again what was recorded.
 */
export function signatureHeader(key: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Calls the webhook of the partner bank. */
export class PartnerWebhook {
  constructor(private readonly options: PartnerWebhookOptions) {}

  /**
   * Sends until the partner takes it, within the deadline. Pauses have full jitter and are at least as long as the
   * partner's `Retry-After`. Each attempt is signed anew, with the time of its own.
   *
   * @throws PartnerRefusedError when no further attempt would help: any answer but 2xx, 401 for a key that has been
   *   rotated, 408, 425, 429 and 5xx
   * @throws UnavailableError when the partner did not take it in time, or asks to be left alone for longer than that
   */
  async send({ idempotencyKey, body }: SignedMessage): Promise<void> {
    const delivery: Delivery = {
      body: JSON.stringify(body),
      idempotencyKey,
      key: await this.options.key.current(this.options.deadline),
      isKeyFresh: false,
      notBefore: 0,
    };
    await retry(() => this.attempt(delivery), {
      deadline: this.options.deadline,
      dependency: 'the partner',
      isTransient: (error) => error instanceof PartnerBusyError || isTransient(error),
      baseDelayMillis: 200,
      maxDelayMillis: 5000,
    });
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const pause = delivery.notBefore - performance.now();
    if (pause > 0) await sleep(pause);
    const { status, retryAfter } = await this.post(delivery);
    if (status >= 200 && status < 300) return;
    if (status === 401 && (await this.hasNewerKey(delivery))) return this.attempt(delivery);
    if (!isBusy(status)) throw new PartnerRefusedError(status);
    const waitMillis = this.millisUntil(retryAfter);
    if (waitMillis > this.options.deadline.remainingMillis()) {
      const cause = new PartnerBusyError(status);
      throw new UnavailableError('the partner', Math.ceil(waitMillis / 1000), { cause });
    }
    delivery.notBefore = performance.now() + waitMillis;
    throw new PartnerBusyError(status);
  }

  /** Until its own time is over or the deadline's, whichever is first. */
  private post({ body, idempotencyKey, key }: Delivery): Promise<PostResponse> {
    const { url, connectMillis = 3000, attemptMillis = 10_000, deadline, trustedAuthorities } = this.options;
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': 'deposits-notify-partner/1',
      'Idempotency-Key': idempotencyKey,
      'X-Signature': signatureHeader(key, body, this.now()),
    };
    return withinMillis(
      (signal) => {
        const trust = trustedAuthorities !== undefined && { trustedAuthorities };
        return post({ url, body, headers, connectMillis, signal, ...trust });
      },
      Math.min(attemptMillis, deadline.remainingMillis()),
    );
  }

  /** Looks once in a delivery: a partner that refuses the newest key does not want us. */
  private async hasNewerKey(delivery: Delivery): Promise<boolean> {
    if (delivery.isKeyFresh) return false;
    delivery.isKeyFresh = true;
    const key = await this.options.key.insteadOf(delivery.key, this.options.deadline);
    if (key === undefined) return false;
    delivery.key = key;
    return true;
  }

  /** `Retry-After` is a number of seconds or a date (RFC 9110); what is neither asks for nothing. */
  private millisUntil(retryAfter: string | undefined): number {
    if (retryAfter === undefined) return 0;
    if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
    const at = Date.parse(retryAfter);
    return Number.isNaN(at) ? 0 : Math.max(0, at - this.now().getTime());
  }

  private now(): Date {
    return this.options.now?.() ?? new Date();
  }
}

/** One message on its way, over all of its attempts. */
interface Delivery {
  readonly body: string;
  readonly idempotencyKey: string;
  key: string;
  isKeyFresh: boolean;
  /** On the clock of `performance`: the partner asked for nothing before. */
  notBefore: number;
}

/** Timeout, too early, too many, and faults of the partner's own. */
function isBusy(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status < 600);
}
