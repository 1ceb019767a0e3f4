import type { Resource } from '../../graph/resource';
import { isWorld } from '../../model/network/internet';
import type { Route } from '../../model/network/route';
import { routesOf } from '../../model/network/route-tables';
import { fail, type Outcome, pass } from '../outcome';
import type { Rule } from '../rule';

export const rule: Rule = {
  id: 'network-nat-gateway',
  severity: 'low',
  summary: 'The way to the internet is a NAT gateway, not an instance.',
  rationale:
    'An instance that translates is one machine to patch, with one network card, and when it stops everything behind it ' +
    'stops. For development the price may outweigh that: waive it there.',
  remediation: 'Lead the route to an `aws_nat_gateway`.',
  references: ['CKV2_AWS_35'],
  types: ['aws_route', 'aws_route_table', 'aws_default_route_table'],
  check: (resource, context) => {
    const outcomes = context
      .derive(routesOf)(resource)
      .map((route) => judgeRoute(route, resource));
    return outcomes.length > 0 ? outcomes : pass();
  },
};

function judgeRoute({ addresses, target, path, resource: from }: Route, resource: Resource): Outcome {
  if (!addresses || !isWorld(addresses) || target.kind !== 'network-interface') return pass();
  return target.isInstance
    ? fail('an instance is the way to the internet', {
        path,
        ...(from === resource ? {} : { resource: from }),
      })
    : pass();
}
