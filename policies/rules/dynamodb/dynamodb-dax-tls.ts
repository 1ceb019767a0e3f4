import { mustBeOneOf } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'dynamodb-dax-tls',
  severity: 'medium',
  summary: 'Clients of a DAX cluster use TLS.',
  rationale: 'Without it the items cross the VPC in the clear. It cannot be changed later.',
  remediation: 'Set `cluster_endpoint_encryption_type = "TLS"`.',
  references: ['CKV_AWS_239'],
  types: ['aws_dax_cluster'],
  check: (resource) => mustBeOneOf(resource, 'cluster_endpoint_encryption_type', ['TLS']),
};
