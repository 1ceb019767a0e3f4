import { isUnknown } from '../../graph/value';
import { policiesSetBy } from '../../model/resource-policies/resource-policies';
import { pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { publicPolicy } from './support/public';

export const rule: Rule = {
  id: 'exposure-search-public',
  severity: 'critical',
  summary: 'The access policy of a search domain outside of a VPC does not let in everyone.',
  rationale:
    'A domain with a public endpoint answers to everyone whom its access policy lets in, without a password where ' +
    'fine-grained access control is off. In a VPC the security group stands before it.',
  remediation: 'Put the domain into a VPC with `vpc_options`, or name the principals in `access_policies`.',
  types: [
    'aws_elasticsearch_domain',
    'aws_elasticsearch_domain_policy',
    'aws_opensearch_domain',
    'aws_opensearch_domain_policy',
  ],
  check: (resource, context) =>
    policiesSetBy(context, resource).flatMap((policy) => {
      const options = policy.target?.get('vpc_options');
      if (isUnknown(options)) return [unknown('vpc_options', options, 'vpc_options')];
      const inVpc = (policy.target?.blocks('vpc_options').length ?? 0) > 0;
      return inVpc ? [pass()] : publicPolicy(context, policy, 'the search domain');
    }),
};
