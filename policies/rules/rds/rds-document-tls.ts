import { judge } from '../outcome';
import type { Rule } from '../rule';
import { parameterOf } from './support/parameter-group';

export const rule: Rule = {
  id: 'rds-document-tls',
  severity: 'high',
  summary: 'A DocumentDB parameter group leaves TLS on.',
  rationale: 'With `tls` disabled, passwords and documents cross the network in the clear.',
  remediation: 'Remove the parameter `tls`, or set it to `enabled`.',
  references: ['CKV_AWS_90'],
  types: ['aws_docdb_cluster_parameter_group'],
  check: (resource) =>
    judge(
      parameterOf(resource, 'tls') ?? 'enabled',
      'tls',
      (value) => (value === 'disabled' ? 'the parameter tls is "disabled"' : undefined),
      'parameter',
    ),
};
