import { Unknown } from '../../graph/value';
import { gateways } from '../../model/network/gateways';
import { ownId } from '../../model/network/ids';
import { subnets } from '../../model/network/subnets';
import { fail, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-nat-public-subnet',
  severity: 'medium',
  summary: 'A public NAT gateway stands in a subnet that leads to an internet gateway.',
  rationale:
    'In any other subnet it takes the traffic and loses it: each call to the internet times out, and no error of AWS says ' +
    'why.',
  remediation: 'Name a public subnet in `subnet_id`, or set `connectivity_type = "private"`.',
  types: ['aws_nat_gateway'],
  check: (resource, context) => {
    const gateway = context.derive(gateways).nat.get(ownId(context.graph, resource));
    if (gateway?.connectivity !== 'public' || typeof gateway.subnet !== 'string') return [];
    const subnet = context.derive(subnets).get(gateway.subnet);
    if (!subnet) return [];
    if (subnet.tier instanceof Unknown)
      return unknown(`the tier of ${subnet.resource.address}`, subnet.tier, 'subnet_id');
    return subnet.tier === 'public'
      ? pass()
      : fail(`${subnet.resource.address} has no route to an internet gateway`, 'subnet_id');
  },
};
