/** JSON that cannot be written as HCL with the same meaning. Says where, and what to change. */
export class HclError extends Error {
  override readonly name = 'HclError';

  /**
   * @param where block and attribute, for example `aws_sfn_state_machine.clear.definition`
   * @param problem what was found there
   */
  constructor(
    readonly where: string,
    readonly problem: string,
  ) {
    super(where === '' ? problem : `${where}: ${problem}`);
  }

  /** The same problem, seen from one level further out. */
  within(outer: string): HclError {
    return new HclError(this.where === '' ? outer : `${outer}.${this.where}`, this.problem);
  }
}

/** Runs it, and adds where it happened to an error. */
export function within<T>(outer: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof HclError && outer !== '') throw error.within(outer);
    throw error;
  }
}
