import { randomInt } from 'node:crypto';
import * as v from 'valibot';

/** The value of a database user's secret, as the Data API wants it. Other members are kept as they are. */
const userSecret = v.looseObject({ username: v.string(), password: v.pipe(v.string(), v.minLength(16)) });

export type UserSecret = v.InferOutput<typeof userSecret>;

/**
 * Reads the secret's value. Errors name members, never values.
 *
 * @throws Error when it is not the JSON of a user's secret, or belongs to another user
 */
export function parseUserSecret(value: string, username: string): UserSecret {
  const parsed = v.safeParse(userSecret, parseJson(value));
  if (!parsed.success) {
    throw new Error('the secret must be JSON with "username" and "password" (16 characters or more)');
  }
  if (parsed.output.username !== username) {
    throw new Error(`the secret's "username" must be ${username}: the migrations grant to that user`);
  }
  return parsed.output;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits, which need no quoting anywhere. */
export function generatePassword(): string {
  return Array.from({ length: 48 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
