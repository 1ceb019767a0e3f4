import { toBoolean } from '../../graph/value';
import { mustBeOneOf, written } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'rds-data-api-support',
  severity: 'medium',
  summary: 'The Data API is switched on only for a cluster that has it.',
  rationale:
    'For other engines the provider reports success or fails late, and the functions that call the API ' +
    'find out at run time.',
  remediation: 'Use `aurora-postgresql` or `aurora-mysql`, or remove `enable_http_endpoint`.',
  types: ['aws_rds_cluster'],
  check: (resource) => {
    const enabled = toBoolean(written(resource, 'enable_http_endpoint'));
    if (enabled !== true) return [];
    return mustBeOneOf(resource, 'engine', ['aurora-postgresql', 'aurora-mysql', 'aurora']);
  },
};
