import { createHmac } from 'node:crypto';
import type { Pseudonyms } from '../deposits/ports';
import type { Deadline } from '../shared/deadline';
import type { CachedSecret } from './secrets';

/** Below this, a key could be guessed. */
const MIN_KEY_CHARACTERS = 32;

/** HMAC-SHA-256 of the account number, its first 64 bits: few enough to read in a log, enough not to collide. */
export class HmacPseudonyms implements Pseudonyms {
  constructor(
    private readonly key: CachedSecret,
    private readonly deadline: Deadline,
  ) {}

  /** @throws Error when the key's secret has no value, or one that is too short */
  async of(accountNumber: string): Promise<string> {
    const key = await this.key.value(this.deadline);
    if (key.length < MIN_KEY_CHARACTERS) {
      throw new Error(`the pseudonym key must have at least ${MIN_KEY_CHARACTERS} characters`);
    }
    return createHmac('sha256', key).update(accountNumber).digest('hex').slice(0, 16);
  }
}
