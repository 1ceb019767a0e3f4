/** One member of a request that is wrong: a JSON Pointer (RFC 6901) into the body, and what is wrong. */
export interface MemberProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** The request cannot be served as it is. Its parts go to the client as they are: nothing secret in them. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly status: 400 | 403 | 404 | 409 | 410 | 413 | 415 | 422,
    /** Stable, kebab-case: the last part of the problem's type. */
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly more: {
      readonly errors?: readonly MemberProblem[];
      readonly retryAfterSeconds?: number;
    } = {},
  ) {
    super(`${code}: ${detail}`);
  }
}

/** Something that the function needs did not work in time. Trying again is safe, and is likely to succeed. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';

  constructor(
    /** For the log only, for example `ledger`. */
    readonly dependency: string,
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super(`${dependency} was not available in time`, options);
  }
}

/** The function is set up wrongly: no request and no retry can mend that. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
