import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-endpoint-service-acceptance',
  severity: 'medium',
  summary: 'The owner of an endpoint service accepts each connection.',
  rationale:
    'Without acceptance whoever is allowed to look the service up, which may be every account, is ' +
    'connected at once.',
  remediation: 'Set `acceptance_required = true`.',
  references: ['CKV_AWS_123'],
  types: ['aws_vpc_endpoint_service'],
  check: (resource) => mustBeTrue(resource, 'acceptance_required'),
};
