/** What a log line tells of an error. */
export interface SafeError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: SafeError;
}

/**
 * An error without what the service, the database or the SDK may have put into it: no request, no response, no further
 * properties. Of the message, the first line without long runs of digits, which may be account numbers. The stack's
 * frames stay: they tell places in the code.
 */
export function safeError(error: unknown): SafeError {
  return safely(error, 0);
}

function safely(error: unknown, depth: number): SafeError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'something that is not an Error was thrown' };
  const code = codeOf(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: safeMessage(error.message),
    ...(code !== undefined && { code }),
    ...(frames.length > 0 && { stack: frames.slice(0, 12).join('\n') }),
    ...(error.cause !== undefined && depth < 3 && { cause: safely(error.cause, depth + 1) }),
  };
}

/** The first line, at most 300 characters, with runs of five digits and more struck out. */
export function safeMessage(message: string): string {
  return message
    .replace(/\n.*/s, '')
    .slice(0, 300)
    .replace(/[0-9]{5,}/g, '#');
}

function codeOf(error: Error): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}
