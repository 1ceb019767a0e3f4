/** The part of Lambda's context that a deadline needs. */
export interface RemainingTime {
  getRemainingTimeInMillis(): number;
}

/**
 * The time by which the work has to be done, so that retries end while there is still time to answer.
 */
export class Deadline {
  /**
   * @param reserveMillis kept for releasing what is held and for answering. @default 2000
   */
  static of(context: RemainingTime, reserveMillis = 2000): Deadline {
    return Deadline.after(context.getRemainingTimeInMillis() - reserveMillis);
  }

  static after(millis: number): Deadline {
    return new Deadline(performance.now() + millis);
  }

  private constructor(private readonly endsAt: number) {}

  /** Never negative. */
  remainingMillis(): number {
    return Math.max(0, this.endsAt - performance.now());
  }

  /** The same deadline, with some more time at its end: for what must still be tried when the work was given up. */
  extended(millis: number): Deadline {
    return new Deadline(this.endsAt + millis);
  }

  /** The earlier of this deadline and one in so many milliseconds: for work that is not worth waiting for. */
  atMost(millis: number): Deadline {
    return new Deadline(Math.min(this.endsAt, performance.now() + millis));
  }
}
