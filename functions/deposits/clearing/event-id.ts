import { createHash } from 'node:crypto';

/**
 * The id of an event that follows from what it tells: the same facts make the same id, so that a second attempt stores
 * and tells no second event. A UUID of version 8 (RFC 9562), whose bits are the application's own.
 */
export function eventIdOf(...facts: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(facts)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
