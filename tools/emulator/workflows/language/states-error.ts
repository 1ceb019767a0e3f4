/** A failure with the name that `Retry` and `Catch` match: a reserved one (`States.Timeout`) or a function's own. */
export class StatesError extends Error {
  override readonly name = 'StatesError';

  constructor(
    /** The error's name. */
    readonly error: string,
    /** What `Catch` passes on as `Cause`. */
    override readonly cause: string,
  ) {
    super(`${error}: ${cause}`);
  }
}

/** A definition or its data does not fit. Neither `Retry` nor `Catch` by `States.ALL` reaches it, as on AWS. */
export function runtimeError(cause: string): StatesError {
  return new StatesError('States.Runtime', cause);
}

/** The execution was stopped, or a sibling branch failed. No state may catch it. */
export class Aborted extends Error {
  override readonly name = 'Aborted';
}

/** Whatever was thrown, as an error of the States Language. A defect of the emulator shows as `States.Runtime`. */
export function asStatesError(thrown: unknown): StatesError {
  if (thrown instanceof StatesError) return thrown;
  return runtimeError(thrown instanceof Error ? thrown.message : String(thrown));
}

/** Whether a name in `ErrorEquals` stands for the error. */
export function matchesError(names: readonly string[], error: string): boolean {
  return names.some((name) => {
    if (name === error) return true;
    if (error === 'States.Runtime' || error === 'States.DataLimitExceeded') return false;
    const isTimeout = error === 'States.Timeout' || error === 'States.HeartbeatTimeout';
    if (name === 'States.Timeout') return isTimeout;
    return name === 'States.ALL' || (name === 'States.TaskFailed' && !isTimeout);
  });
}
