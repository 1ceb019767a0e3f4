import type { Deadline } from '../shared/deadline';
import { CachedSecret } from './secrets';

/** Below this, a key could be guessed. */
const MIN_KEY_CHARACTERS = 32;

/** The key that signs what goes to a partner, kept for some minutes, and read anew when the partner knows a newer one. */
export class SigningKey {
  private secret: CachedSecret;

  constructor(private readonly secretArn: string) {
    this.secret = new CachedSecret(secretArn);
  }

  /** @throws Error when the secret has no value, or one that is too short */
  async current(deadline: Deadline): Promise<string> {
    const key = await this.secret.value(deadline);
    if (key.length < MIN_KEY_CHARACTERS) {
      throw new Error(`the signing key must have at least ${MIN_KEY_CHARACTERS} characters`);
    }
    return key;
  }

  /**
   * The key after a rotation. Of many that were refused at once, the first reads the secret and the others take what it
   * read.
   *
   * @param refused the key that the partner did not accept
   * @returns nothing when there is no other key
   */
  async insteadOf(refused: string, deadline: Deadline): Promise<string | undefined> {
    if ((await this.current(deadline)) === refused) this.secret = new CachedSecret(this.secretArn);
    const key = await this.current(deadline);
    return key === refused ? undefined : key;
  }
}
