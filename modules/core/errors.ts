/**
 * One thing that is wrong with what a caller gave, in the four parts that let them mend it without reading our code.
 */
export interface Problem {
  /** Stable, kebab-case: tests and documentation refer to it. */
  readonly code: string;
  /** Which property is wrong, for example `subnetPrefix.private`. */
  readonly property: string;
  /** What was received. Printed as JSON. */
  readonly received: unknown;
  /** What would have been allowed, as a phrase. */
  readonly allowed: string;
  /** How to mend it, as an imperative sentence. */
  readonly fix: string;
}

/**
 * Thrown by a construct that refuses its input. Carries every problem found, not only the first.
 */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';

  /**
   * @param path the construct path, or the name of what was validated
   * @param problems at least one
   */
  constructor(
    readonly path: string,
    readonly problems: readonly Problem[],
  ) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(`${path}: ${count}\n${problems.map(formatProblem).join('\n')}`);
  }
}

function formatProblem(problem: Problem): string {
  return (
    `  [${problem.code}] ${problem.property}: received ${printReceived(problem.received)}; ` +
    `allowed: ${problem.allowed}. ${problem.fix}`
  );
}

function printReceived(received: unknown): string {
  return received === undefined ? 'nothing' : JSON.stringify(received);
}

/**
 * Collects problems so that a construct can report all of them at once.
 *
 * @example
 * const problems = new Problems();
 * problems.check(props.zones.length <= 6, { code: 'network-zones', property: 'zones', … });
 * problems.throwIfAny(this.node.path);
 */
export class Problems {
  private readonly found: Problem[] = [];

  /** Records the problem. */
  add(problem: Problem): void {
    this.found.push(problem);
  }

  /** Records the problem unless the condition holds. Returns the condition. */
  check(condition: boolean, problem: Problem): boolean {
    if (!condition) this.found.push(problem);
    return condition;
  }

  /** All problems so far, in the order in which they were found. */
  get all(): readonly Problem[] {
    return this.found;
  }

  /** @throws InvalidInputError with all problems, if there is at least one */
  throwIfAny(path: string): void {
    if (this.found.length > 0) throw new InvalidInputError(path, this.found);
  }
}
