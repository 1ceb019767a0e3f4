import { type AslObject, given, type Path } from './flow';

/** Where it goes on after an error that no retry mended. */
export interface Catcher {
  /** Names of errors, as in a {@link Retrier}. `States.ALL` stands alone, in the last catcher. */
  readonly errors: readonly string[];
  /** The name of a state in the same steps. */
  readonly next: string;
  /**
   * Where in the input `{ Error, Cause }` goes; `null` discards it.
   *
   * @default '$', in place of the input
   */
  readonly resultPath?: Path | null;
}

/** `Catch` of a state; nothing when nothing is caught. */
export function renderCatch(catchers: readonly Catcher[] = []): AslObject {
  return given({
    Catch:
      catchers.length === 0
        ? undefined
        : catchers.map(({ errors, next, resultPath }) =>
            given({ ErrorEquals: errors, Next: next, ResultPath: resultPath }),
          ),
  });
}
