/** What can be ended. */
export type Ending = () => Promise<void> | void;

/** What was started, to be ended in the opposite order. */
export class Endings {
  private readonly all: Ending[] = [];
  private ended: Promise<void> | undefined;

  add(...endings: readonly Ending[]): void {
    this.all.push(...endings);
  }

  get isEnding(): boolean {
    return this.ended !== undefined;
  }

  /** Ends everything, once. @throws AggregateError with each ending that failed; the others are done all the same */
  end(): Promise<void> {
    this.ended ??= this.endAll();
    return this.ended;
  }

  private async endAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.all.reverse()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'the emulator did not stop cleanly');
  }
}
