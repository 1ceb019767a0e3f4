import { type PolicyDocument, type PolicyKind, parseDocument } from './document';
import type { PolicyProblem } from './problem';
import type { PreparedRequest } from './request';
import { CompiledStatement } from './statement';

/** So that a fuzzer of action names costs no memory without end. */
const rememberedActions = 500;

/** A policy read and compiled once, to be asked about many requests. */
export class Policy {
  readonly statements: readonly CompiledStatement[];
  private readonly byAction = new Map<string, readonly CompiledStatement[]>();

  private constructor(
    /** How a trace names it: an attachment's or a resource's name. */
    readonly name: string,
    readonly document: PolicyDocument,
  ) {
    this.statements = document.statements.map(
      (statement) => new CompiledStatement(statement, document.version, name),
    );
  }

  /** The statements whose actions may match: one system asks for the same few actions again and again. */
  statementsFor(request: PreparedRequest): readonly CompiledStatement[] {
    const known = this.byAction.get(request.action);
    if (known !== undefined) {
      return known;
    }
    const found = this.statements.filter((statement) => statement.matchesAction(request) !== false);
    if (this.byAction.size < rememberedActions) {
      this.byAction.set(request.action, found);
    }
    return found;
  }

  /** Never throws: see `problems` for what AWS would refuse. */
  static of(name: string, kind: PolicyKind, source: unknown): Policy {
    return new Policy(name, parseDocument(source, kind));
  }

  get problems(): readonly PolicyProblem[] {
    return this.document.problems;
  }
}
