import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import { POLICY_HOLDERS } from '../../model/resource-policies/sources';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';
import { statementName } from './support/public';

export const rule: Rule = {
  id: 'exposure-negated-scope',
  severity: 'medium',
  summary: 'No resource policy allows all but some actions, or on all but some resources.',
  rationale:
    'An Allow with `NotAction` or `NotResource` grows with every action that AWS adds, and gives what nobody has read.',
  remediation: 'List the actions and resources with `Action` and `Resource`.',
  types: POLICY_HOLDERS,
  check: (resource, context) =>
    policiesSetBy(context, resource)
      .filter(({ document }) => document.statements.length > 0)
      .flatMap((policy): readonly Outcome[] => {
        const found = policy.document.statements
          .filter(({ effect }) => effect === 'Allow')
          .flatMap((statement) => [
            ...(statement.notActions
              ? [fail(`${statementName(statement)} allows with NotAction`, policy.path)]
              : []),
            ...(statement.notResources
              ? [fail(`${statementName(statement)} allows with NotResource`, policy.path)]
              : []),
          ]);
        return found.length > 0 ? found : [pass()];
      }),
};
