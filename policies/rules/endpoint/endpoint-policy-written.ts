import { resourcePolicyOf, straying } from '../../model/resource-policies/resource-policies';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { hasPolicy, serviceOf } from './support/endpoint-policy';

export const rule: Rule = {
  id: 'endpoint-policy-written',
  severity: 'medium',
  summary: 'An endpoint to a service of AWS has a policy.',
  rationale:
    'Without one AWS lets everything through: with keys of another account a function can carry data to a bucket or a ' +
    'queue of that account, and no security group sees the difference.',
  remediation:
    'Set `policy`, or add an `aws_vpc_endpoint_policy`, with the principals and resources that are needed.',
  types: ['aws_vpc_endpoint'],
  check: (resource, context) => {
    if (!hasPolicy(resource)) return [];
    if (resourcePolicyOf(context, resource).some(({ origin }) => origin !== 'default')) return pass();
    const stray = straying(context, 'aws_vpc_endpoint_policy');
    return stray
      ? unknown('the endpoint policy', `${stray.holder.address} may be the one that sets it`)
      : fail(
          `the endpoint to ${serviceOf(resource) ?? 'the service'} has the default policy: full access`,
          'policy',
        );
  },
};
