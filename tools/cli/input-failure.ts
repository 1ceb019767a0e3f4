import type { InputFiles } from '../review/describe-input-error';
import { UsageError } from './errors';
import type { Progress } from './progress';

/** Shows where the work ended, and makes wrong usage of an input that cannot be read. Anything else stays what it is. */
export async function inputFailure(error: unknown, progress: Progress, files: InputFiles): Promise<unknown> {
  const { InputError } = await import('../../policies/graph/input-error');
  const isInput = error instanceof InputError;
  // Off a terminal one line says it all.
  if (!isInput || process.stderr.isTTY) progress.fail();
  if (!isInput) return error;
  const { describeInputError } = await import('../review/describe-input-error');
  return new UsageError(describeInputError(error, files));
}
