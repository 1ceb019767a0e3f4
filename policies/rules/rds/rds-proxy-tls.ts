import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-proxy-tls',
  severity: 'high',
  summary: 'A database proxy refuses connections without TLS.',
  rationale: 'Clients otherwise send their password and their rows through the VPC in the clear.',
  remediation: 'Set `require_tls = true`.',
  types: ['aws_db_proxy'],
  check: (resource) => mustBeTrue(resource, 'require_tls'),
};
