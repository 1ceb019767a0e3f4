import { InvalidInputError } from '../../modules/core/errors';

/** Exit statuses of every command (docs/commands.md). */
export const EXIT = { fine: 0, findings: 1, usage: 2, interrupted: 130 } as const;

/** Wrong usage or unreadable input: one line that says what, where and how to fix it. Ends with status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The message and the status with which a command ends. */
export function describeFailure(error: unknown): { readonly message: string; readonly status: number } {
  if (error instanceof UsageError) return { message: error.message, status: EXIT.usage };
  if (error instanceof InvalidInputError) return { message: error.message, status: EXIT.usage };
  if (error instanceof Error) {
    const message = process.env['VPC_LAMBDA_DEBUG'] ? (error.stack ?? error.message) : error.message;
    return { message, status: EXIT.findings };
  }
  return { message: String(error), status: EXIT.findings };
}
