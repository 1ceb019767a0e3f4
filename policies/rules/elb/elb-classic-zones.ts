import { isList, isUnknown } from '../../graph/value';
import { written } from '../attribute';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'elb-classic-zones',
  severity: 'low',
  summary: 'A classic load balancer stands in two availability zones at least.',
  rationale: 'With one zone the load balancer is gone when the zone is.',
  remediation: 'Name two `subnets` of different zones, or two `availability_zones`.',
  references: ['AwsSolutions-ELB4'],
  types: ['aws_elb'],
  check: (balancer): Outcome | readonly Outcome[] => {
    const path = written(balancer, 'subnets') === undefined ? 'availability_zones' : 'subnets';
    const places = written(balancer, path);
    if (places === undefined) return [];
    if (isUnknown(places)) return unknown(path, places, path);
    return isList(places) && places.length >= 2 ? pass() : fail('the load balancer stands in one zone', path);
  },
};
