import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'elb-classic-draining',
  severity: 'low',
  summary: 'A classic load balancer lets requests end before an instance goes.',
  rationale: 'Without draining, requests under way are cut off whenever an instance is replaced.',
  remediation: 'Set `connection_draining = true`.',
  references: ['AwsSolutions-ELB3'],
  types: ['aws_elb'],
  check: (balancer) => mustBeTrue(balancer, 'connection_draining', { message: 'connections are cut off' }),
};
