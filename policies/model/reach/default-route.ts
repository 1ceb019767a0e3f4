import { Unknown } from '../../graph/value';
import type { Route, RouteTable } from '../network/route';
import type { Subnet } from '../network/subnets';
import { PUBLIC_V4 } from './ranges';

/** The route for addresses of the internet; an unknown where several divide them, or some go nowhere. */
export function defaultRoute(table: RouteTable): Route | Unknown | undefined {
  const found: Route[] = [];
  let rest = PUBLIC_V4;
  let doubt: Unknown | undefined;
  for (const route of [...table.routes].sort(bySize)) {
    if (route.destination instanceof Unknown) doubt ??= route.destination;
    if (!route.addresses?.overlaps(rest)) continue;
    if (route.uncertain) return route.uncertain;
    found.push(route);
    rest = rest.minus(route.addresses);
  }
  const gap = doubt ?? table.unknowns[0];
  const [first] = found;
  if (!first) return gap;
  const targets = new Set(
    found.map(({ target }) => `${target.kind} ${target.id ?? target.unknown?.reason ?? ''}`),
  );
  if (targets.size === 1 && rest.isEmpty) return first;
  // One for everything, and a few ranges that go elsewhere: a host of which nobody knows the address is not among those.
  const whole = found.find(({ addresses }) => addresses?.contains(PUBLIC_V4));
  if (whole) return whole;
  return gap ?? new Unknown('the routes are for a part of the addresses only');
}

function bySize(a: Route, b: Route): number {
  const [left, right] = [a.addresses?.size(4) ?? 0n, b.addresses?.size(4) ?? 0n];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What leads to other networks, in which a host may lie whose address nobody knows. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'core-network',
  'local-gateway',
  'peering',
  'transit-gateway',
  'virtual-private-gateway',
]);

/** A route to another network, where there is one. */
export function routeElsewhere({ routes }: RouteTable): Route | undefined {
  return routes.find(({ target }) => ELSEWHERE.has(target.kind));
}

/** The table for a message: AWS's own has no address of its own. */
export function tableName({ resource }: RouteTable, subnet: Subnet): string {
  if (!resource) return `the route table of ${subnet.resource.address}`;
  return resource.type.includes('route_table')
    ? resource.address
    : `the main route table of ${resource.address}`;
}

/** The subnet's table likewise. */
export function tableOf(subnet: Subnet): string {
  return subnet.routeTable instanceof Unknown
    ? `the route table of ${subnet.resource.address}`
    : tableName(subnet.routeTable, subnet);
}
