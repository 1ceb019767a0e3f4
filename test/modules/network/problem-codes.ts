import { InvalidInputError } from '../../../modules/core/errors';

/** The codes of everything that the action is refused for. @throws when it is not refused */
export function problemCodes(action: () => unknown): string[] {
  return problemsOf(action).problems.map(({ code }) => code);
}

/** The refusal itself. @throws when the action is not refused, or fails in another way */
export function problemsOf(action: () => unknown): InvalidInputError {
  try {
    action();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error('expected to be refused, but was accepted');
}
