/** Names of errors by which AWS services and the network say: not now. */
const TRANSIENT_NAMES: ReadonlySet<string> = new Set([
  // The attempt ran into its own time limit.
  'AbortError',
  'TimeoutError',
  // Throttling, by the names that the services give it.
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottledException',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  // Faults of the service.
  'InternalFailure',
  'InternalServerError',
  'InternalServerErrorException',
  'InternalServiceError',
  'InternalServiceErrorException',
  'ServiceUnavailable',
  'ServiceUnavailableError',
  'ServiceUnavailableException',
]);

const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * The SDK wraps what it does not recognise as an Error, because it comes from another realm (a test's sandbox, a worker);
 * name and code are lost then.
 */
const LOST_CONNECTION = /^AWS SDK error wrapper for (TimeoutError|AbortError|Error: \w+ E[A-Z]+)\b/;

/** Whether the same call may well work in a moment: throttling, faults of the service, a lost connection, a time limit. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata } = error as { code?: unknown; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  return (
    TRANSIENT_NAMES.has(error.name) ||
    (typeof code === 'string' && TRANSIENT_CODES.has(code)) ||
    status === 429 ||
    status >= 500 ||
    LOST_CONNECTION.test(error.message)
  );
}
