import type { Rule } from '../rule';
import { alwaysHolds } from './support/constraints';
import { POLICY_TYPES } from './support/identity-documents';
import { judgeGrants } from './support/judge-grants';

export const rule: Rule = {
  id: 'iam-condition-has-effect',
  severity: 'low',
  summary: 'A condition of an Allow leaves something out.',
  rationale:
    'A condition that every request meets looks like a limit to whoever reads the policy, and is none.',
  remediation: 'Give the condition the values that are meant, or take it out.',
  types: POLICY_TYPES,
  check: (resource, context) =>
    judgeGrants(resource, context, ({ conditions }) => {
      const idle = conditions.find(alwaysHolds);
      return idle ? `${idle.operator} on ${idle.key} holds for every value` : undefined;
    }),
};
