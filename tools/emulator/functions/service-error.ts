import type { AwsError } from '../gateway/aws-error';

/** An error of the Lambda service itself (not of the function), as `Invoke` answers it. */
export class LambdaServiceError extends Error implements AwsError {
  override readonly name = 'LambdaServiceError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly members: Readonly<Record<string, string>> = { Type: 'User' },
  ) {
    super(message);
  }
}

/** All of a function's reserved concurrency is in use. */
export function throttled(): LambdaServiceError {
  return new LambdaServiceError(429, 'TooManyRequestsException', 'Rate Exceeded.', {
    Type: 'User',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
}

/** @param limitBytes what the payload may hold */
export function requestTooLarge(sizeBytes: number, limitBytes: number): LambdaServiceError {
  return new LambdaServiceError(
    413,
    'RequestTooLargeException',
    `${sizeBytes} byte payload is too large for the RequestResponse invocation type (limit ${limitBytes} bytes)`,
  );
}
