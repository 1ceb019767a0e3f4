import { isUnknown } from '../../graph/value';
import { mustBeSet } from '../attribute';
import { type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { policiesOf } from './support/api-policy';
import { isPrivate } from './support/rest-api';

export const rule: Rule = {
  id: 'apigateway-private-endpoint',
  severity: 'medium',
  summary: 'A private API names the VPC endpoints that may call it.',
  rationale:
    'Private means only that requests come through some VPC endpoint. Without `aws:SourceVpce` or `aws:SourceVpc` in ' +
    "its policy, or endpoints associated with it, that can be the endpoint of anybody's account.",
  remediation: 'Set `vpc_endpoint_ids`, and a policy with a condition on `aws:SourceVpce`.',
  types: ['aws_api_gateway_rest_api'],
  check: (api, context): Outcome | readonly Outcome[] => {
    if (isPrivate(api) !== true) return [];
    const policies = policiesOf(context, api);
    const keys = policies.documents
      .flatMap((document) => document.statements)
      .flatMap((statement) => statement.conditions.map(({ key }) => key.toLowerCase()));
    if (keys.some((key) => ['aws:sourcevpce', 'aws:sourcevpc'].includes(key))) return pass();
    const outcome = mustBeSet(api, 'endpoint_configuration[0].vpc_endpoint_ids', {
      message: 'the private API names no VPC endpoint',
    });
    if (outcome.status === 'fail' && isUnknown(policies.documents.find((one) => one.unknown)?.unknown)) {
      return unknown("the API's policy", 'it is not known');
    }
    return outcome;
  },
};
