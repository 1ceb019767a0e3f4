import { Unknown } from '../../graph/value';
import { type IpRange, IpSet } from './ip-set';
import type { Route, RouteTable } from './route';

/** Where packets to one address go. `local`: within the VPC; `undefined`: nowhere, they are dropped. */
export type Choice =
  | { readonly kind: 'local' }
  | { readonly kind: 'route'; readonly route: Route }
  | undefined;

/**
 * The route that decides for the address: the most specific one that has it. Routes to prefix lists of AWS are left out,
 * as nobody sees what is in them; ask `routeToList` for those.
 *
 * @param local the addresses of the VPC, which are reached without a route
 */
export function routeTo(table: RouteTable, address: IpRange, local: IpSet): Choice | Unknown {
  const wanted = IpSet.of([address]);
  let best: { readonly route: Route; readonly size: bigint } | undefined;
  for (const route of table.routes) {
    if (route.destination instanceof Unknown) {
      if (!local.contains(wanted)) return route.destination;
      continue;
    }
    if (!route.addresses?.contains(wanted)) continue;
    const size = route.addresses.size(address.family);
    if (!best || size < best.size) best = { route, size };
  }
  const inside = local.ranges.find((range) => IpSet.of([range]).contains(wanted));
  if (inside && (!best || best.size >= inside.last - inside.first + 1n)) return { kind: 'local' };
  if (best?.route.uncertain) return best.route.uncertain;
  if (best) return { kind: 'route', route: best.route };
  const [gap] = table.unknowns;
  return gap;
}

/** The route to a prefix list: that of a gateway endpoint. */
export function routeToList(table: RouteTable, list: string): Route | undefined {
  return table.routes.find(({ destination }) => destination === list);
}
