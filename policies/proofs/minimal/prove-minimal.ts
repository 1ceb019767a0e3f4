import type { Graph } from '../../graph/graph';
import { graphOfStacks, type StackInput } from '../../graph/load-synthesized';
import { ofProof, ofRule } from '../../report/draft';
import { fingerprint } from '../../report/fingerprint';
import type { ProofViolation, Proven, Prover } from '../../report/proof';
import { RuleContext } from '../../rules/context';
import { fail } from '../../rules/outcome';
import type { Rule } from '../../rules/rule';
import { runRules } from '../../rules/run-rules';
import { type Acceptance, acceptanceOf, NOT_NEEDED } from './criteria';
import { type Part, partsOf, without } from './parts';

/** Who may notice that something is missing. */
export interface Watchers {
  /** Asked first: they know what is used. */
  readonly provers: readonly Prover[];
  readonly rules: readonly Rule[];
}

export interface Removal {
  readonly part: Part;
  /** The checks that fail without it and did not before; none: nobody notices. */
  readonly noticedBy: readonly string[];
  /** Why it may stay, where nobody notices. @default it may not */
  readonly accepted?: Acceptance;
}

export interface MinimalOptions {
  /** Only these parts. @default all */
  readonly parts?: readonly Part[];
  /** Told of each part after it was tried. @default nobody */
  readonly onPart?: (removal: Removal, done: number, all: number) => void;
}

/**
 * Takes away one part after another and asks who notices: each time the whole system is loaded and judged again. That is
 * some 0.2 to 0.4 CPU s a part, minutes for a system of hundreds of parts: a proof for its own command, not for each review.
 */
export async function tryRemovals(
  stacks: readonly StackInput[],
  watchers: Watchers,
  { parts = partsOf(stacks), onPart }: MinimalOptions = {},
): Promise<readonly Removal[]> {
  const before = graphOfStacks('.', stacks);
  const context = new RuleContext(before);
  const proven = counted(await failuresOfProofs(context, watchers.provers));
  const ruled = counted(failuresOfRules(before, context, watchers.rules));
  const removals: Removal[] = [];
  for (const part of parts) {
    const graph = graphOfStacks('.', without(stacks, part));
    const after = new RuleContext(graph);
    const byProofs = added(proven, await failuresOfProofs(after, watchers.provers));
    const noticedBy =
      byProofs.length > 0 ? byProofs : added(ruled, failuresOfRules(graph, after, watchers.rules));
    const accepted = noticedBy.length > 0 ? undefined : acceptanceOf(part, stacks);
    const removal: Removal = { part, noticedBy, ...(accepted ? { accepted } : {}) };
    removals.push(removal);
    onPart?.(removal, removals.length, parts.length);
  }
  return removals;
}

/** As a review would run it, were it not for the time. @param stacks those that the review's graph was made of */
export function minimalProver(stacks: readonly StackInput[], watchers: Watchers): Prover {
  return {
    criterion: NOT_NEEDED,
    prove: async (context): Promise<Proven> => {
      const removals = await tryRemovals(stacks, watchers);
      const accepted = removals.filter((one) => one.accepted).length;
      return {
        scope: `${removals.length} statements, rules, routes, endpoints and permissions, each taken away by itself${accepted > 0 ? `; ${accepted} of them are covered by others` : ''}`,
        violations: removals.filter(isNeedless).map(({ part }) => violation(part, context.graph)),
      };
    },
  };
}

/** Nobody misses it, and there is no reason why nobody should. */
export function isNeedless({ noticedBy, accepted }: Removal): boolean {
  return noticedBy.length === 0 && accepted === undefined;
}

/** A part that nobody misses, as a finding at its place. */
function violation(part: Part, graph: Graph): ProofViolation {
  const path = part.index === undefined ? '' : `statement[${part.index}]`;
  return {
    subject: graph.byKey(part.key) ?? { address: part.address, file: part.stack },
    outcome: fail(`${described(part)} can be taken away, and no check fails`, path),
  };
}

export function described({ kind, index, sid, address }: Part): string {
  if (kind !== 'statement') return `the ${kind} ${address}`;
  return `statement ${sid ?? (index ?? 0) + 1} of ${address}`;
}

interface Failure {
  readonly criterion: string;
  readonly identity: string;
}

async function failuresOfProofs(
  context: RuleContext,
  provers: readonly Prover[],
): Promise<readonly Failure[]> {
  const found: Failure[] = [];
  for (const prover of provers) {
    const { violations } = await prover.prove(context);
    for (const one of violations) {
      if (one.outcome.status !== 'fail') continue;
      const { identity } = ofProof(prover.criterion, one, () => undefined);
      found.push({ criterion: prover.criterion.id, identity: fingerprint(identity) });
    }
  }
  return found;
}

function failuresOfRules(graph: Graph, context: RuleContext, rules: readonly Rule[]): readonly Failure[] {
  return runRules(graph, rules, context).violations.flatMap((one): readonly Failure[] =>
    one.outcome.status === 'fail'
      ? [{ criterion: one.rule.id, identity: fingerprint(ofRule(one, () => undefined).identity) }]
      : [],
  );
}

function counted(failures: readonly Failure[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { identity } of failures) counts.set(identity, (counts.get(identity) ?? 0) + 1);
  return counts;
}

/** The criteria of failures that there are more of than before. */
function added(before: ReadonlyMap<string, number>, after: readonly Failure[]): readonly string[] {
  const left = new Map(before);
  const news = after.filter(({ identity }) => {
    const count = left.get(identity) ?? 0;
    left.set(identity, count - 1);
    return count <= 0;
  });
  return [...new Set(news.map(({ criterion }) => criterion))].sort();
}
