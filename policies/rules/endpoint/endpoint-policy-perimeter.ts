import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import { statementName } from '../exposure/support/public';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { allows, conditionsLimit, principalsLimit, resourcesLimit } from './support/perimeter';

export const rule: Rule = {
  id: 'endpoint-policy-perimeter',
  severity: 'medium',
  summary: 'An endpoint leads to known resources only, or serves known principals only.',
  rationale:
    'The endpoint is the door through which data leaves the VPC. Where neither the resources nor the principals are ' +
    'ours, whoever runs code inside brings keys of their own and writes into an account of their own.',
  remediation:
    'Name the resources, or add conditions on `aws:ResourceAccount` or `aws:ResourceOrgID` and on `aws:PrincipalAccount` ' +
    'or `aws:PrincipalOrgID`.',
  types: ['aws_vpc_endpoint', 'aws_vpc_endpoint_policy'],
  check: (resource, context) =>
    policiesSetBy(context, resource).flatMap((policy): readonly Outcome[] => {
      // `endpoint-policy-full-access` says that the policy is not known.
      if (policy.document.unknown) return [];
      const found = allows(policy).flatMap((statement): Outcome[] => {
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
            ? unknown(`whose resources ${name} allows`, doubtful.reason, policy.path)
            : fail(
                `${name} lets everyone reach resources of any account: ${limits[2]?.reason ?? ''}`,
                policy.path,
              ),
        ];
      });
      return found.length > 0 ? found : [pass()];
    }),
};
