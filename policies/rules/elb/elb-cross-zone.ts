import { isUnknown } from '../../graph/value';
import { mustBeTrue } from '../attribute';
import type { Rule } from '../rule';
import { kindOf, LOAD_BALANCERS } from './support/load-balancer';

export const rule: Rule = {
  id: 'elb-cross-zone',
  severity: 'low',
  summary: 'A network or gateway load balancer spreads requests over all zones.',
  rationale: 'Without it the targets of a zone with few of them get as much as those of a zone with many.',
  remediation: 'Set `enable_cross_zone_load_balancing = true`. Traffic between zones is paid for.',
  references: ['CKV_AWS_152'],
  types: LOAD_BALANCERS,
  check: (balancer) => {
    const kind = kindOf(balancer);
    if (!isUnknown(kind) && kind === 'application') return [];
    return mustBeTrue(balancer, 'enable_cross_zone_load_balancing', {
      message: 'each zone serves its own targets only',
    });
  },
};
