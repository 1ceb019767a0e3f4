import { isUnknown } from '../../graph/value';
import { isPrivateApi } from '../../model/network/private-api';
import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import { unknown } from '../outcome';
import type { Rule } from '../rule';
import { publicPolicy } from './support/public';

export const rule: Rule = {
  id: 'exposure-api-private',
  severity: 'high',
  summary: 'The policy of a private API admits only known endpoints or networks.',
  rationale:
    'A private API is reached through the endpoints of any VPC of any account unless its policy names the endpoint: ' +
    'private says that the request comes from a VPC, not from ours.',
  remediation:
    'Add a condition on `aws:SourceVpce` or `aws:SourceVpc`, or a Deny with `StringNotEquals` on it.',
  types: ['aws_api_gateway_rest_api', 'aws_api_gateway_rest_api_policy'],
  check: (resource, context) =>
    policiesSetBy(context, resource).flatMap((policy) => {
      const { target, path } = policy;
      const types = target?.get('endpoint_configuration[0].types');
      if (isUnknown(types)) return [unknown('endpoint_configuration', types, path)];
      return target && isPrivateApi(target) ? publicPolicy(context, policy, 'the private API') : [];
    }),
};
