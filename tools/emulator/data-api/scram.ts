import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);

/** PostgreSQL's default iteration count (`scram_iterations`). */
const ITERATIONS = 4096;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Form of `pg_authid.rolpassword`: `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`. */
const VERIFIER = /^SCRAM-SHA-256\$(\d+):([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)$/;

/**
 * Whether `password` is the one that the verifier was made from (RFC 5802: StoredKey = H(HMAC(salted, "Client Key"))).
 * Any other form of `rolpassword` (MD5, none) is refused: with PostgreSQL 14 and later the Data API knows SCRAM only.
 * Passwords outside ASCII are normalised by NFKC, the part of SASLprep that matters.
 */
export async function verifyPassword(password: string, verifier: string): Promise<boolean> {
  const [, iterations, salt, storedKey, serverKey] = VERIFIER.exec(verifier) ?? [];
  if (!iterations || !salt || !storedKey || !serverKey) return false;
  const keys = await keysOf(password, Buffer.from(salt, 'base64'), Number(iterations));
  return (
    same(keys.stored, Buffer.from(storedKey, 'base64')) && same(keys.server, Buffer.from(serverKey, 'base64'))
  );
}

/** A verifier for `ALTER ROLE … PASSWORD`, so that the password itself is in no statement and no log. */
export async function createVerifier(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const keys = await keysOf(password, salt, ITERATIONS);
  const encoded = [keys.stored, keys.server].map((key) => key.toString('base64')).join(':');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${encoded}`;
}

async function keysOf(
  password: string,
  salt: Buffer,
  iterations: number,
): Promise<{ stored: Buffer; server: Buffer }> {
  const salted = await derive(password.normalize('NFKC'), salt, iterations, KEY_BYTES, 'sha256');
  const client = createHmac('sha256', salted).update('Client Key').digest();
  return {
    stored: createHash('sha256').update(client).digest(),
    server: createHmac('sha256', salted).update('Server Key').digest(),
  };
}

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
