import { createHash } from 'node:crypto';
import type { DepositRequest } from './deposit-request';

/** 16 to 128 letters, digits, dashes and underscores: a UUID fits, and a counter does not. */
const KEY = /^[A-Za-z0-9_-]{16,128}$/;

export function isIdempotencyKey(text: string): boolean {
  return KEY.test(text);
}

/**
 * The key within its caller's own space, so that no caller meets another's keys. Hashed: the table that holds it shows
 * neither who called nor the key that the client chose.
 */
export function scopeKey(caller: string, key: string): string {
  return sha256(['idempotency-key', caller, key]);
}

/**
 * Tells whether two requests ask for the same. The key is hashed with it, as a salt that the table does not hold: from
 * the request alone, account numbers could be found by trying them all.
 */
export function fingerprintOf(caller: string, key: string, request: DepositRequest): string {
  return sha256([
    'deposit-request-1',
    caller,
    key,
    String(request.amount.minorUnits),
    request.amount.currency,
    request.chequeNumber,
    request.drawer.routingNumber,
    request.drawer.accountNumber,
    request.depositAccountNumber,
    request.depositBoxId,
    request.imageContentType,
  ]);
}

function sha256(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
