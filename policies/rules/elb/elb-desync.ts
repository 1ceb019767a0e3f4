import { written } from '../attribute';
import { judge } from '../outcome';
import type { Rule } from '../rule';
import { LOAD_BALANCERS } from './support/load-balancer';

export const rule: Rule = {
  id: 'elb-desync',
  severity: 'medium',
  summary: 'A load balancer refuses requests that servers read differently.',
  rationale: 'In mode `monitor` requests for smuggling are counted and passed on to the targets.',
  remediation: 'Set `desync_mitigation_mode` to `defensive` (the default) or `strictest`.',
  references: ['CKV_AWS_328'],
  types: [...LOAD_BALANCERS, 'aws_elb'],
  check: (balancer) =>
    judge(
      written(balancer, 'desync_mitigation_mode') ?? 'defensive',
      'desync_mitigation_mode',
      (mode) => (mode === 'monitor' ? 'ambiguous requests are only counted' : undefined),
      'desync_mitigation_mode',
    ),
};
