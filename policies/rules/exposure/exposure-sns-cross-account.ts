import { admissions } from '../../model/resource-policies/admissions';
import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import { fail, pass } from '../outcome';
import type { Rule } from '../rule';
import { actionsOf, notKnown, statementName } from './support/public';

export const rule: Rule = {
  id: 'exposure-sns-cross-account',
  severity: 'medium',
  summary: 'The policy of a topic lets in other accounts under a condition only.',
  rationale:
    'A principal of another account is administered by others: who may use it there may publish here. A condition ' +
    'keeps the permission to what was agreed.',
  remediation:
    'Add a condition on `aws:PrincipalOrgID`, `aws:PrincipalArn` or `aws:SourceArn`, or drop the statement.',
  references: ['CKV_AWS_385'],
  types: ['aws_sns_topic', 'aws_sns_topic_policy'],
  check: (resource, context) =>
    policiesSetBy(context, resource).flatMap((policy) => {
      const found = admissions(context, policy)
        .filter(
          ({ audience, statement }) =>
            audience === 'other-account' &&
            statement.conditions.length === 0 &&
            statement.unknowns.length === 0,
        )
        .map(({ statement, principal }) =>
          fail(
            `${statementName(statement)} lets ${principal} of another account ${actionsOf(statement)}, without a condition`,
            policy.path,
          ),
        );
      return found.length > 0 ? found : (notKnown(policy, 'the topic') ?? [pass()]);
    }),
};
