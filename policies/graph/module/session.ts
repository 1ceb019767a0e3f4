import type { Expression } from '../hcl/ast';
import { Budget, BudgetError, EvaluationError, type Limits, MissingNameError } from '../hcl/budget';
import { ExpressionError, parseExpression, parseTemplate } from '../hcl/parser';
import { oneLine } from '../input-error';
import { Unknown, type Value } from '../value';
import type { Instance } from './instance';
import type { ModuleScope } from './module-scope';

/** A reference that was met while something was evaluated. */
export interface Met {
  readonly target: string;
  readonly attribute: string;
  readonly exact: boolean;
}

/** Something of the input that could not be looked into. */
export interface Gap {
  readonly address: string;
  readonly file: string;
  readonly line?: number;
  readonly reason: string;
}

export interface SessionOptions {
  readonly limits?: Limits;
  /** Reads a file for `file()`. @default no file can be read */
  readonly readFile?: (path: string) => string | Unknown;
}

/** What all modules of one input share. */
export class Session {
  readonly budget: Budget;
  readonly instances = new Map<string, Instance>();
  readonly gaps: Gap[] = [];
  /** What the policy documents say that data sources rendered, by their text. */
  readonly documents = new Map<string, Value>();
  readonly readFile: (path: string) => string | Unknown;
  /** The stack whose outputs a `terraform_remote_state` reads. */
  remoteState: (instance: Instance) => ModuleScope | Unknown = () =>
    new Unknown('the state that terraform_remote_state reads is not a part of the input');
  private readonly expressions = new Map<string, Expression | ExpressionError>();
  private met: Met[] | undefined;

  constructor(options: SessionOptions = {}) {
    this.budget = new Budget(options.limits);
    this.readFile = options.readFile ?? (() => new Unknown('files are not read'));
  }

  /** Runs the work and tells which resources it referred to. */
  track<T>(work: () => T): { readonly result: T; readonly met: readonly Met[] } {
    const outer = this.met;
    const met: Met[] = [];
    this.met = met;
    try {
      return { result: work(), met };
    } finally {
      this.met = outer;
    }
  }

  record(met: readonly Met[]): void {
    this.met?.push(...(met.length > 1_000 ? met.slice(0, 1_000) : met));
  }

  /** @throws EvaluationError if the string is not a template */
  template(source: string): Expression {
    return this.parsed(source, source, parseTemplate);
  }

  /** An expression that may or may not have `${}` around it. @throws EvaluationError if it is none */
  expression(source: string): Expression {
    const bare = /^\$\{([\s\S]*)\}$/.exec(source)?.[1] ?? source;
    return this.parsed(`\0${bare}`, bare, parseExpression);
  }

  private parsed(key: string, source: string, parse: (source: string) => Expression): Expression {
    let found = this.expressions.get(key);
    if (!found) {
      try {
        found = parse(source);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        found = error;
      }
      this.expressions.set(key, found);
    }
    if (found instanceof ExpressionError) throw new EvaluationError(found.message);
    return found;
  }

  /** The error of an evaluation as a value. Any other error is one of this program's, and thrown. */
  unknownFor(error: unknown): Unknown {
    if (error instanceof MissingNameError) return error.value();
    if (error instanceof EvaluationError)
      return new Unknown(oneLine(`Terraform would refuse it: ${error.message}`));
    if (error instanceof BudgetError) return new Unknown(error.message);
    if (error instanceof RangeError) return new Unknown('nested too deeply to evaluate');
    throw error;
  }
}
