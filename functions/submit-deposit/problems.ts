import { InvalidDepositError, KeyInUseError, KeyReusedError } from '../deposits/errors';
import { RequestError } from '../shared/errors';

/** The domain's refusals in the terms of HTTP. Anything else stays as it is. */
export function asRequestError(error: unknown): unknown {
  if (error instanceof InvalidDepositError) {
    return new RequestError(
      422,
      'invalid-deposit',
      'Invalid deposit',
      'Members of the body are wrong; each is listed in errors.',
      { errors: error.problems },
    );
  }
  if (error instanceof KeyReusedError) {
    return new RequestError(
      422,
      'idempotency-key-reused',
      'Idempotency key reused',
      'The key was used before with another request. Send a new deposit with a new key.',
    );
  }
  if (error instanceof KeyInUseError) {
    return new RequestError(
      409,
      'idempotency-key-in-use',
      'Request in progress',
      'A request with the same key is in progress. Send it again, unchanged, after the time in Retry-After.',
      { retryAfterSeconds: error.retryAfterSeconds },
    );
  }
  return error;
}
