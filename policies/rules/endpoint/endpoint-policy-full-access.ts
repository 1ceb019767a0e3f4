import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import { statementName } from '../exposure/support/public';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { allows, conditionsLimit, principalsLimit, resourcesLimit } from './support/perimeter';

export const rule: Rule = {
  id: 'endpoint-policy-full-access',
  severity: 'medium',
  summary: 'The policy of an endpoint does not allow everything.',
  rationale:
    'A policy that allows all actions on all resources for everyone is the default, written out: it limits nothing.',
  remediation:
    'Name the actions that are used, and the resources or the account and organisation to which they belong.',
  types: ['aws_vpc_endpoint', 'aws_vpc_endpoint_policy'],
  check: (resource, context) =>
    policiesSetBy(context, resource).flatMap((policy): readonly Outcome[] => {
      if (policy.document.unknown)
        return [unknown('the policy of the endpoint', policy.document.unknown, policy.path)];
      const found = allows(policy).flatMap((statement): Outcome[] => {
        const every = (statement.actions ?? []).some(
          (action) => typeof action === 'string' && /^(\*+|[a-z0-9-]+:\*+)$/i.test(action),
        );
        if (!every && !statement.notActions) return [];
        const limits = [
          resourcesLimit(context, statement),
          principalsLimit(context, statement),
          conditionsLimit(context, policy, statement),
        ];
        if (limits.some(({ strength }) => strength === 'narrow')) return [];
        const doubtful = limits.find(({ strength }) => strength === 'unknown');
        const name = statementName(statement);
        return [
          doubtful
            ? unknown(`what ${name} of the endpoint's policy limits`, doubtful.reason, policy.path)
            : fail(
                `${name} allows ${statement.notActions ? 'nearly every action' : 'every action'} on every resource to everyone`,
                policy.path,
              ),
        ];
      });
      return found.length > 0 ? found : [pass()];
    }),
};
