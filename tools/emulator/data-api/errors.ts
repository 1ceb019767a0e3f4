import type { DatabaseError } from './engine';

/**
 * The exceptions of the Data API's model, with their HTTP status (from the service model that the SDK ships), and three
 * that the model does not name but the service answers: `ValidationException` (documented for multistatements, array
 * parameters and `schema`), `InternalFailure` (a date of infinity) and `RequestEntityTooLargeException`.
 */
const STATUS_OF = {
  AccessDeniedException: 403,
  BadRequestException: 400,
  DatabaseErrorException: 400,
  DatabaseNotFoundException: 404,
  DatabaseResumingException: 400,
  DatabaseUnavailableException: 504,
  ForbiddenException: 403,
  HttpEndpointNotEnabledException: 400,
  InternalFailure: 500,
  InternalServerErrorException: 500,
  InvalidResourceStateException: 400,
  InvalidSecretException: 400,
  NotFoundException: 404,
  RequestEntityTooLargeException: 413,
  SecretsErrorException: 400,
  ServiceUnavailableError: 503,
  StatementTimeoutException: 400,
  TransactionNotFoundException: 404,
  UnknownOperationException: 404,
  UnsupportedResultException: 400,
  ValidationException: 400,
} as const;

export type DataApiErrorName = keyof typeof STATUS_OF;

/** An answer that is an error: what the SDK turns into the exception of the same name. */
export class DataApiError extends Error {
  readonly status: number;

  constructor(
    readonly errorName: DataApiErrorName,
    message: string,
    /** Further members of the exception, such as `dbConnectionId` of a timeout. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = errorName;
    this.status = STATUS_OF[errorName];
  }
}

export function validation(message: string): DataApiError {
  return new DataApiError('ValidationException', message);
}

export function badRequest(message: string): DataApiError {
  return new DataApiError('BadRequestException', message);
}

/**
 * PostgreSQL's error in the service's words. The form, `ERROR: <message>[; Hint: …][; Position: n]; SQLState: <code>`, is
 * that of Aurora Serverless v2; the detail (the key that collided) is left out by the service, and so here.
 */
export function sqlError(error: DatabaseError): DataApiError {
  const parts = [`${error.severity}: ${error.message}`];
  if (error.hint) parts.push(`Hint: ${error.hint}`);
  if (error.position) parts.push(`Position: ${error.position}`);
  parts.push(`SQLState: ${error.sqlState}`);
  return new DataApiError('DatabaseErrorException', parts.join('; '));
}

/** Why a transaction id is not known, in the words of the service's troubleshooting page. */
export const TRANSACTION_CAUSES = {
  expired: 'Transaction may be expired.',
  ended: 'One previous call resulted in a termination of your transaction.',
  aborted: 'Transaction has been aborted due to an error from a previous call.',
} as const;

export type TransactionCause = keyof typeof TRANSACTION_CAUSES;

export function transactionNotFound(id: string, cause: TransactionCause): DataApiError {
  return new DataApiError(
    'TransactionNotFoundException',
    `Transaction ${id} is not found. ${TRANSACTION_CAUSES[cause]}`,
  );
}

/** The text of the message is not documented: not verified against the service. */
export function statementTimeout(dbConnectionId?: number): DataApiError {
  return new DataApiError(
    'StatementTimeoutException',
    'Request timed out',
    dbConnectionId === undefined ? {} : { dbConnectionId },
  );
}
