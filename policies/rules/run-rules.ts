import type { Graph } from '../graph/graph';
import type { Resource } from '../graph/resource';
import { RuleContext } from './context';
import type { Fail, NotKnown, Outcome } from './outcome';
import type { Rule } from './rule';

/** A rule that failed, or could not be judged, for a resource. */
export interface Violation {
  readonly rule: Rule;
  readonly resource: Resource;
  readonly outcome: Fail | NotKnown;
}

export interface Judgement {
  readonly violations: readonly Violation[];
  /** Resources of the graph that at least one rule looked at. */
  readonly checked: number;
  /** Outcomes of all rules, the passes among them. */
  readonly outcomes: number;
}

/** Asks every rule about every resource of its types. Never throws: a rule that does has an unknown outcome. */
export function runRules(
  graph: Graph,
  rules: readonly Rule[],
  context: RuleContext = new RuleContext(graph),
): Judgement {
  const violations: Violation[] = [];
  const checked = new Set<Resource>();
  let count = 0;
  for (const rule of rules) {
    for (const resource of graph.byType(...rule.types)) {
      const outcomes = ask(rule, resource, context);
      if (outcomes.length > 0) checked.add(resource);
      count += outcomes.length;
      for (const outcome of outcomes) {
        if (outcome.status !== 'pass') violations.push({ rule, resource, outcome });
      }
    }
  }
  return { violations, checked: checked.size, outcomes: count };
}

function ask(rule: Rule, resource: Resource, context: RuleContext): readonly Outcome[] {
  try {
    const answer = rule.check(resource, context);
    return 'status' in answer ? [answer] : answer;
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return [{ status: 'unknown', message: `the rule could not judge it: ${reason}`, at: {} }];
  }
}
