import type { StackInput } from '../../graph/load-synthesized';
import type { Raw } from '../../graph/raw';
import type { Criterion } from '../../rules/rule';
import { blockOf, blocksLike, type Part, statementsOf } from './parts';

export const NOT_NEEDED: Criterion = {
  id: 'proof-minimal',
  severity: 'low',
  summary: 'Without any one statement, rule, route or endpoint some check fails.',
  rationale:
    'What can be taken away without anybody noticing is either not needed, and then it is one more way for an intruder, ' +
    'or needed for a reason that no check knows, and then nobody will notice when it is lost.',
  remediation: 'Remove it; or write the check that tells what it is for.',
};

/** Why a part that nobody misses may stay. Each is shown with the parts to which it applies. */
export interface Acceptance {
  readonly id: string;
  readonly reason: string;
  /** Computed from what is written: never a list of names. */
  readonly holds: (part: Part, stacks: readonly StackInput[]) => boolean;
}

/**
 * Both are about a part that another one covers as the system stands. Nothing is permitted by it that is not permitted
 * anyway, so no check can see it go; and it must be there when the other one goes.
 */
export const ACCEPTANCES: readonly Acceptance[] = [
  {
    id: 'said-by-another-statement',
    reason:
      'statements are derived from uses, one from each: another use of the same policy grants all of this as well, and either of the two may be taken out of the code without the other',
    holds: saidTwice,
  },
  {
    id: 'within-a-wider-rule',
    reason:
      'the same group leads to every address on these ports, for a host whose addresses nobody knows: the rule names the way that is meant, and is the only one when that host is no longer called',
    holds: withinWiderRule,
  },
];

export function acceptanceOf(part: Part, stacks: readonly StackInput[]): Acceptance | undefined {
  return ACCEPTANCES.find(({ holds }) => holds(part, stacks));
}

/** Another statement of the document allows every action on every resource of this one, to the same, on the same conditions. */
function saidTwice(part: Part, stacks: readonly StackInput[]): boolean {
  if (part.kind !== 'statement') return false;
  const all = statementsOf(blockOf(stacks, part));
  const own = all[part.index ?? -1];
  if (!own || isDenial(own)) return false;
  return all.some(
    (other) =>
      other !== own &&
      !isDenial(other) &&
      // One that is there twice over is needless whatever it was derived from.
      !(same(other['actions'], own['actions']) && same(other['resources'], own['resources'])) &&
      includes(other['actions'], own['actions']) &&
      includes(other['resources'], own['resources']) &&
      same(other['principals'], own['principals']) &&
      same(other['condition'], own['condition']),
  );
}

/** A rule to a group or a list, beside one of the same group to every IPv4 address that has its ports and protocol. */
function withinWiderRule(part: Part, stacks: readonly StackInput[]): boolean {
  const type = 'aws_vpc_security_group_egress_rule';
  if (!part.address.startsWith(`${type}.`)) return false;
  const own = blockOf(stacks, part);
  const isNarrow = own['referenced_security_group_id'] !== undefined || own['prefix_list_id'] !== undefined;
  return (
    isNarrow &&
    blocksLike(stacks, part, type).some(
      (other) =>
        other !== own &&
        other['cidr_ipv4'] === '0.0.0.0/0' &&
        ['security_group_id', 'ip_protocol', 'from_port', 'to_port'].every((name) =>
          same(other[name], own[name]),
        ),
    )
  );
}

function isDenial(statement: Raw): boolean {
  return statement['effect'] === 'Deny';
}

function includes(outer: unknown, inner: unknown): boolean {
  return Array.isArray(outer) && Array.isArray(inner) && inner.every((one) => outer.includes(one));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
