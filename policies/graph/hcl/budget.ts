import { Unknown } from '../value';

/** What Terraform would refuse to evaluate. `try` and `can` see it. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

/** A name that nothing has. Terraform finds it before it evaluates anything, so `try` would not help. */
export class MissingNameError extends EvaluationError {
  /** @param resource the resource that is meant, as it is written: `aws_sns_topic.alarms.arn` */
  constructor(
    message: string,
    readonly resource?: readonly string[],
  ) {
    super(message);
  }

  /** What such a name gives: unknown, and where a resource is meant a reference to one that is not in the graph. */
  value(): Unknown {
    const [type, name, ...path] = this.resource ?? [];
    const reason = `Terraform would refuse it: ${this.message}`;
    if (type === undefined || name === undefined || path.length === 0) return new Unknown(reason);
    return new Unknown(reason, {
      reference: { kind: 'resource', target: `undeclared ${type}.${name}`, path },
    });
  }
}

/** More work than an input may cause. Nothing but the edge of an attribute catches it. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
}

export interface Limits {
  /** Expressions evaluated in all. @default 2,000,000 */
  readonly steps?: number;
  /** Expressions within expressions, through locals, variables and modules. @default 400 */
  readonly depth?: number;
  /** Characters of one string. @default 4,000,000 */
  readonly characters?: number;
  /** Instances of resources and modules, in all. @default 100,000 */
  readonly instances?: number;
}

/** Bounds what a hostile or broken input costs. What is over the bound is unknown, with that as the reason. */
export class Budget {
  private steps: number;
  private depth = 0;
  private instances: number;
  private readonly maxDepth: number;
  private readonly characters: number;

  constructor(limits: Limits = {}) {
    this.steps = limits.steps ?? 2_000_000;
    this.maxDepth = limits.depth ?? 400;
    this.characters = limits.characters ?? 4_000_000;
    this.instances = limits.instances ?? 100_000;
  }

  /** Runs one step of an evaluation. */
  within<T>(work: () => T): T {
    this.spend(1);
    if (this.depth >= this.maxDepth) throw new BudgetError('nested too deeply to evaluate');
    this.depth += 1;
    try {
      return work();
    } finally {
      this.depth -= 1;
    }
  }

  /** Charges for work in proportion to its size. */
  spend(steps: number): void {
    this.steps -= steps;
    if (this.steps < 0) throw new BudgetError('there is too much to evaluate');
  }

  /** Refuses a string that is too long, and charges for it. */
  text(value: string | Unknown): void {
    if (value instanceof Unknown) return;
    if (value.length > this.characters)
      throw new BudgetError(`a string is longer than ${this.characters} characters`);
    this.spend(value.length >> 8);
  }

  /** Whether that many more instances may be made; if so they are counted. */
  takeInstances(count: number): boolean {
    if (count > this.instances) return false;
    this.instances -= count;
    return true;
  }
}
