import { isUnknown, toText } from '../../graph/value';
import { mustBeSet, written } from '../attribute';
import type { Rule } from '../rule';
import { TARGET_GROUPS } from './support/load-balancer';

export const rule: Rule = {
  id: 'elb-health-check',
  severity: 'low',
  summary: 'A target group for HTTP says how to tell a healthy target.',
  rationale:
    'The default asks for `/`: a target whose page is there counts as healthy while its database is gone.',
  remediation: 'Add `health_check { path = … }`.',
  references: ['CKV_AWS_261'],
  types: TARGET_GROUPS,
  check: (group) => {
    const protocol = toText(written(group, 'protocol'));
    if (!isUnknown(protocol) && protocol !== 'HTTP' && protocol !== 'HTTPS') return [];
    return mustBeSet(group, 'health_check[0].path', { message: 'no path for the health check is set' });
  },
};
