import { isUnknown, toBoolean } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';
import { kindOf, LOAD_BALANCERS } from './support/load-balancer';

export const rule: Rule = {
  id: 'elb-public',
  severity: 'medium',
  summary: 'A load balancer is internal unless it is meant for the internet.',
  rationale: 'Where nothing is said a load balancer gets public addresses: whoever has its name can call it.',
  remediation: 'Set `internal = true`, or waive it and say for whom it is.',
  references: ['AVD-AWS-0053'],
  types: [...LOAD_BALANCERS, 'aws_elb'],
  check: (balancer): Outcome | readonly Outcome[] => {
    if (balancer.type !== 'aws_elb' && kindOf(balancer) === 'gateway') return [];
    const internal = toBoolean(written(balancer, 'internal') ?? false);
    if (isUnknown(internal)) return unknown('internal', internal, 'internal');
    return internal === true ? pass() : fail('the load balancer has public addresses', 'internal');
  },
};
