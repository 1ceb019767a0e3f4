import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import { POLICY_HOLDERS } from '../../model/resource-policies/sources';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';
import { statementName } from './support/public';

export const rule: Rule = {
  id: 'exposure-not-principal',
  severity: 'critical',
  summary: 'No resource policy allows something to all but some principals.',
  rationale:
    'An Allow with `NotPrincipal` lets in everyone on earth who is not named, the unauthenticated among them. AWS ' +
    'advises never to write it.',
  remediation:
    'Name those who are let in with `Principal`; take away with a Deny and a condition on `aws:PrincipalArn`.',
  types: POLICY_HOLDERS,
  check: (resource, context) =>
    policiesSetBy(context, resource)
      .filter(({ document }) => document.statements.length > 0)
      .flatMap((policy): readonly Outcome[] => {
        const found = policy.document.statements
          .filter(({ effect, notPrincipals }) => effect === 'Allow' && notPrincipals !== undefined)
          .map((statement) => fail(`${statementName(statement)} allows with NotPrincipal`, policy.path));
        return found.length > 0 ? found : [pass()];
      }),
};
