import type { Graph } from '../../policies/graph/graph';
import { graphOfStacks } from '../../policies/graph/load-synthesized';
import { type Draft, ofProof, ofRule } from '../../policies/report/draft';
import { fingerprint } from '../../policies/report/fingerprint';
import type { Prover } from '../../policies/report/proof';
import { RuleContext } from '../../policies/rules/context';
import type { Rule } from '../../policies/rules/rule';
import { runRules } from '../../policies/rules/run-rules';
import type { SystemJson } from './system-json';

/** A finding as far as mutations look at it. */
export interface Found {
  readonly criterion: string;
  readonly status: 'fail' | 'unknown';
  /** Of the resource that is accused, and of the one in which it is written. */
  readonly keys: readonly string[];
  readonly message: string;
  /** The same for findings that a review calls the same: neither line nor message counts. */
  readonly identity: string;
}

export interface Judges {
  readonly rules: readonly Rule[];
  readonly provers: readonly Prover[];
}

export function graphOf(system: SystemJson): Graph {
  return graphOfStacks(system.environment, system.stacks);
}

/** What rules and proofs say of a system. Nothing that throws is lost: a review calls it unknown. */
export async function findingsIn(graph: Graph, { rules, provers }: Judges): Promise<readonly Found[]> {
  const context = new RuleContext(graph);
  const { violations } = runRules(graph, rules, context);
  const found = violations.map((violation) => foundOf(ofRule(violation, () => undefined)));
  for (const prover of provers) {
    const { violations: proven } = await prover.prove(context);
    found.push(...proven.map((one) => foundOf(ofProof(prover.criterion, one, () => undefined))));
  }
  return found;
}

function foundOf({ criterion, status, message, identity }: Draft): Found {
  const { key, place } = identity;
  return {
    criterion: criterion.id,
    status,
    keys: place === undefined ? [key] : [key, place],
    message,
    // What was unknown and now fails is something new.
    identity: `${status} ${fingerprint(identity)}`,
  };
}

/** Those that the earlier ones do not have, or have less often. */
export function newFindings(before: readonly Found[], after: readonly Found[]): readonly Found[] {
  const counts = new Map<string, number>();
  for (const { identity } of before) counts.set(identity, (counts.get(identity) ?? 0) + 1);
  return after.filter(({ identity }) => {
    const left = counts.get(identity) ?? 0;
    counts.set(identity, left - 1);
    return left <= 0;
  });
}
