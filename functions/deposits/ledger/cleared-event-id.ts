import { createHash } from 'node:crypto';

/**
 * The id of the one `DepositCleared` of a deposit: a UUID of version 8 (RFC 9562), made of the deposit's id. Every
 * attempt to tell of the posting makes the same event, without reading what an earlier one stored.
 */
export function clearedEventId(depositId: string): string {
  const bytes = createHash('sha256').update(`deposits.DepositCleared ${depositId}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
