import { randomUUID } from 'node:crypto';

/**
 * A UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds and 74 random bits. Such ids sort by time, which keeps
 * the index over them narrow, and cannot be guessed from one another.
 *
 * @param at @default now
 */
export function uuidV7(at: Date = new Date()): string {
  const millis = at.getTime().toString(16).padStart(12, '0');
  // Version 4 has the variant and the random bits where version 7 has them. Node draws its randomness for many at once.
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7${randomUUID().slice(15)}`;
}
