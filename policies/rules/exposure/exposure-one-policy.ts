import { policiesSetBy, resourcePolicies } from '../../model/resource-policies/resource-policies';
import { SEPARATE_POLICIES } from '../../model/resource-policies/sources';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'exposure-one-policy',
  severity: 'medium',
  summary: 'One resource sets the policy of another, and no more than one.',
  rationale:
    'AWS keeps one policy for a resource. Two that are written for it replace one another at every apply: a Deny in the ' +
    'one is gone when the other is written last.',
  remediation:
    'Join the statements in one policy; do not set the inline attribute beside the separate resource.',
  types: SEPARATE_POLICIES.filter(({ target }) => target !== undefined).map(({ type }) => type),
  check: (resource, context) =>
    policiesSetBy(context, resource).flatMap((policy): readonly Outcome[] => {
      if (!policy.target || resource.multiplicity) return [];
      // By reference only: a name that is written out may be another environment's.
      if (!context.graph.referencesFrom(resource).includes(policy.target)) return [];
      // An alternative of which one is chosen by `count` has instances that nobody knows: those are no conflict.
      const others = (context.derive(resourcePolicies).byTarget.get(policy.target.key) ?? []).filter(
        ({ holder, origin }) => holder !== resource && origin !== 'permission' && !holder.multiplicity,
      );
      const [other] = others.filter(
        ({ holder }) => holder.type === resource.type || holder === policy.target,
      );
      return other
        ? [fail(`${other.holder.address} sets the policy of ${policy.target.address} too`, policy.path)]
        : [pass()];
    }),
};
