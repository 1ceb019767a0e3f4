import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';
import { LOAD_BALANCERS } from './support/load-balancer';

export const rule: Rule = {
  id: 'elb-deletion-protection',
  severity: 'low',
  summary: 'A load balancer cannot be deleted by accident.',
  rationale: 'A new one has another name and other addresses: everything that points at the old one fails.',
  remediation: 'Set `enable_deletion_protection = true`.',
  references: ['CKV_AWS_150'],
  types: LOAD_BALANCERS,
  check: (balancer) =>
    mustBeTrue(balancer, 'enable_deletion_protection', { message: 'the load balancer can be deleted' }),
};
