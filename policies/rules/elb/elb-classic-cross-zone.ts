import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'elb-classic-cross-zone',
  severity: 'low',
  summary: 'A classic load balancer spreads requests over all zones.',
  rationale: 'Without it the instances of a zone with few of them get as much as those of a zone with many.',
  remediation: 'Remove `cross_zone_load_balancing = false`: true is the default.',
  references: ['CKV_AWS_138', 'AwsSolutions-ELB4'],
  types: ['aws_elb'],
  check: (balancer) =>
    mustBeTrue(balancer, 'cross_zone_load_balancing', {
      absent: true,
      message: 'each zone serves its own instances only',
    }),
};
