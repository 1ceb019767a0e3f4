import type { Resource } from '../../graph/resource';
import { isUnknown } from '../../iam/truth';
import { identities } from '../../model/identity/identities';
import type { AttachedPolicy } from '../../model/identity/principal';
import type { RuleContext } from '../context';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'iam-boundary-limits',
  severity: 'medium',
  summary: 'A permissions boundary leaves something out.',
  rationale:
    'A boundary that allows everything and denies nothing limits nobody, while every role that has it looks limited.',
  remediation:
    'List the services that the roles may use, or keep the Allow and deny what none of them may ever do.',
  types: ['aws_iam_policy'],
  check: (resource, context): Outcome | readonly Outcome[] => {
    const policy = context.derive(boundaries).get(resource);
    if (!policy?.bound || policy.bound.document.unknown) return [];
    const { statements } = policy.policy;
    const denies = statements.some(({ source }) => source.effect !== 'Allow');
    const everything = statements.find(
      ({ source }) =>
        source.effect === 'Allow' &&
        !source.action.negated &&
        names(source.action.patterns, /^(\*|\*:\*)$/) &&
        source.resource?.negated !== true &&
        names(source.resource?.patterns ?? [], /^\*$/) &&
        !isUnknown(source.conditions) &&
        source.conditions.length === 0,
    );
    return everything && !denies
      ? fail('the boundary allows everything and denies nothing', 'policy')
      : pass();
  },
};

function names(patterns: unknown, pattern: RegExp): boolean {
  return Array.isArray(patterns) && patterns.some((one) => typeof one === 'string' && pattern.test(one));
}

/** Policies of the configuration that are the boundary of some role or user. */
function boundaries(context: RuleContext): ReadonlyMap<Resource, AttachedPolicy> {
  const { all } = context.derive(identities);
  return new Map(all.flatMap(({ boundary }) => (boundary ? [[boundary.holder, boundary] as const] : [])));
}
