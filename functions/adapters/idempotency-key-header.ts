import { isIdempotencyKey } from '../deposits/idempotency-key';
import { RequestError } from '../shared/errors';
import type { HttpRequest } from '../shared/http';

/**
 * The key under which the client may repeat the request.
 *
 * @throws RequestError 400 when it is missing or malformed
 */
export function readIdempotencyKey(request: HttpRequest): string {
  const key = request.header('Idempotency-Key');
  if (key !== undefined && isIdempotencyKey(key)) return key;
  throw new RequestError(
    400,
    key === undefined ? 'idempotency-key-missing' : 'idempotency-key-malformed',
    'Idempotency key needed',
    'The header Idempotency-Key must hold 16 to 128 letters, digits, dashes or underscores, such as a random UUID.',
  );
}
