import { createHash } from 'node:crypto';

/**
 * Ids that follow from what they stand for, so that any repetition of any step finds its own earlier work without a
 * table of keys. 122 and 74 bits of SHA-256: two different inputs do not meet. They are no secrets: who may see what is
 * decided by the submitter, not by knowing an id.
 */

/** The batch of a caller's idempotency key: a UUID of version 8 (RFC 9562, 5.8), whose bits are the application's own. */
export function batchIdOf(caller: string, idempotencyKey: string): string {
  const bytes = digest(['batch', caller, idempotencyKey]).subarray(0, 16);
  return asUuid(bytes, 8);
}

/**
 * The deposit of a line. It has the form of a UUID of version 7, as all deposits have, so that the index over them stays
 * narrow and nothing has to tell them apart: the first 48 bits are the time at which the batch was announced, and where
 * other deposits have random bits, these have bits of the digest of batch and line.
 */
export function depositIdOf(batchId: string, announcedAt: Date, line: number): string {
  return timed(announcedAt, ['batch-deposit', batchId, String(announcedAt.getTime()), String(line)]);
}

/** The event that tells of the deposit of a line. */
export function receivedEventIdOf(batchId: string, announcedAt: Date, line: number): string {
  return timed(announcedAt, ['batch-deposit-received', batchId, String(announcedAt.getTime()), String(line)]);
}

/** The event that tells that the batch is done. */
export function completedEventIdOf(batchId: string, announcedAt: Date): string {
  return timed(announcedAt, ['batch-completed', batchId, String(announcedAt.getTime())]);
}

function timed(at: Date, parts: readonly string[]): string {
  const bytes = digest(parts).subarray(0, 16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  return asUuid(bytes, 7);
}

function digest(parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

function asUuid(bytes: Buffer, version: 7 | 8): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
