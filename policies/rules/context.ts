import type { Graph } from '../graph/graph';

/** What a rule may look at besides the resource. */
export class RuleContext {
  private readonly derived = new Map<(context: RuleContext) => unknown, unknown>();

  constructor(readonly graph: Graph) {}

  /**
   * What follows from the whole graph, computed when it is first asked for and kept: `context.derive(securityGroups)`.
   *
   * @param compute a function of a module, not made on the spot: it is the key
   */
  derive<T>(compute: (context: RuleContext) => T): T {
    if (!this.derived.has(compute)) {
      this.derived.set(compute, compute(this));
    }
    return this.derived.get(compute) as T;
  }
}
