import { Unknown } from '../../graph/value';
import { isWorld } from '../../model/network/internet';
import { IpSet } from '../../model/network/ip-set';
import type { Route } from '../../model/network/route';
import { routesOf } from '../../model/network/route-tables';
import { fail, type Outcome, pass, unknown } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-peering-route-narrow',
  severity: 'medium',
  summary: 'A route to a peered VPC names the ranges of that VPC.',
  rationale:
    'A route for every address sends there whatever has no other route: traffic that was meant for the internet ends in ' +
    'a network of somebody else, which may read it.',
  remediation: 'State one route for each range of the other VPC, or of the subnets in it that are needed.',
  references: ['CKV2_AWS_44'],
  types: ['aws_route', 'aws_route_table', 'aws_default_route_table'],
  check: (resource, context) => {
    const peering = context
      .derive(routesOf)(resource)
      .filter(({ target }) => target.kind === 'peering');
    const together = IpSet.of(peering.flatMap(({ addresses }) => addresses?.ranges ?? []));
    const outcomes = peering.map((route) => judgeRoute(route, isWorld(together)));
    return outcomes.length > 0 ? outcomes : pass();
  },
};

/** All private addresses of IPv4 of one kind: no VPC is that large (a /16 at most). */
const PRIVATE = IpSet.cidrs('10.0.0.0/8');

function judgeRoute({ destination, addresses, path }: Route, together: boolean): Outcome {
  if (destination instanceof Unknown) return unknown('the destination of the route', destination, path);
  if (!addresses) return pass();
  if (isWorld(addresses)) return fail(`a peered VPC gets the traffic to ${destination}`, path);
  if (addresses.contains(PRIVATE))
    return fail(`a peered VPC gets the traffic to all of ${destination}`, path);
  return together
    ? fail(`${destination} and other routes send the traffic to the world there`, path)
    : pass();
}
