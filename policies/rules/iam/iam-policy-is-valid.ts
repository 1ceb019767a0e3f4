import { statementOf } from '../../model/policy-of';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';
import { identityDocuments, POLICY_TYPES } from './support/identity-documents';
import { trustPolicies } from './support/trust';

export const rule: Rule = {
  id: 'iam-policy-is-valid',
  severity: 'medium',
  summary: 'A policy is written as AWS takes it.',
  rationale:
    'A member or a value in another spelling (`"effect"`, `"allow"`, an action without its service) is refused at apply, ' +
    'after other resources have been made; and a reviewer, or a scanner, reads past it.',
  remediation: 'Correct the member that the finding names.',
  types: POLICY_TYPES,
  check: (resource, context) => {
    const policies = [...identityDocuments(resource, context), ...trustPolicies(resource, context)];
    return policies.flatMap((bound): readonly Outcome[] => {
      const found = bound.policy.problems
        .filter(({ code }) => code === 'POLICY_SYNTAX' || code === 'POLICY_VALUE')
        .flatMap(({ statement: index, member, message }) => {
          const statement = index === undefined ? undefined : statementOf(bound, index);
          if (statement && statement.resource !== resource.key) return [];
          return fail(`${member} ${message}`, statement?.path ?? bound.document.path);
        });
      return found.length > 0 ? found : [pass()];
    });
  },
};
