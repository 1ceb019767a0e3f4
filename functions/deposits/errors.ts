/** One member of a request that is wrong. */
export interface FieldProblem {
  /** JSON Pointer (RFC 6901) into the request's body, for example `/drawer/routingNumber`. */
  readonly pointer: string;
  /** What is wrong, for the caller. Never repeats the value that was sent: it may be an account number. */
  readonly detail: string;
}

/** The request was understood, and is not a deposit. */
export class InvalidDepositError extends Error {
  override readonly name = 'InvalidDepositError';

  constructor(readonly problems: readonly FieldProblem[]) {
    super(`the deposit has ${problems.length} invalid member(s)`);
  }
}

/** The idempotency key was used before, with another request. */
export class KeyReusedError extends Error {
  override readonly name = 'KeyReusedError';

  constructor() {
    super('the idempotency key was used before with another request');
  }
}

/** A request with the same idempotency key is being worked on at this moment. */
export class KeyInUseError extends Error {
  override readonly name = 'KeyInUseError';

  constructor(readonly retryAfterSeconds: number) {
    super('a request with the same idempotency key is in progress');
  }
}
