import type { Resource } from '../../graph/resource';
import { toBoolean, Unknown } from '../../graph/value';
import type { RuleContext } from '../../rules/context';
import { gateways, type NatGateway } from '../network/gateways';
import { ownId } from '../network/ids';
import { type NetworkFirewall, networkFirewalls } from '../network/network-firewalls';
import type { Route, RouteTable } from '../network/route';
import { type Subnet, subnets } from '../network/subnets';
import type { AclSteps } from './acl-steps';
import { defaultRoute, routeElsewhere, tableName, tableOf } from './default-route';
import { forwarderSteps, machines } from './forwarder-steps';
import { blocked, open, type Step, uncertain } from './step';

/** The way from a subnet to the internet, whatever the host. */
export interface WayOut {
  readonly steps: readonly Step[];
  /** Network Firewalls on the way: their lists are asked about each host. */
  readonly firewalls: readonly NetworkFirewall[];
  /** The step that blocks, and what takes its place for a host that may lie in another private network. */
  readonly elsewhere?: readonly [blocked: Step, instead: Step];
}

/** Longer ways go round in a circle. */
const MAX_HOPS = 8;

/** Follows routes from a subnet through NAT, firewalls and forwarding instances to an internet gateway. */
export class WaysOut {
  private readonly known = new Map<string, WayOut>();

  constructor(
    private readonly context: RuleContext,
    private readonly acls: AclSteps,
  ) {}

  of(subnet: Subnet, port: number): WayOut {
    const key = `${subnet.id} ${port}`;
    const known = this.known.get(key) ?? this.walk(subnet, port, false, MAX_HOPS);
    this.known.set(key, known);
    return known;
  }

  /** @param translated whether the packets have a public source address by now */
  private walk(subnet: Subnet, port: number, translated: boolean, hops: number): WayOut {
    const { routeTable, resource } = subnet;
    if (hops === 0)
      return only(
        uncertain('route', `the way out of ${resource.address}`, 'the routes go round in a circle', resource),
      );
    if (routeTable instanceof Unknown)
      return only(uncertain('route', `the route table of ${resource.address}`, routeTable, resource));
    const route = defaultRoute(routeTable);
    const table = tableName(routeTable, subnet);
    if (route instanceof Unknown)
      return only(uncertain('route', `the route of ${table} to the internet`, route, routeTable.resource));
    if (!route) return withoutRoute(routeTable, table, resource);
    const at = { resource: route.resource, path: route.path };
    const { target } = route;
    const here = (says: string): Step => open('route', says, at);
    switch (target.kind) {
      case 'nat-gateway':
        return this.nat(
          route,
          subnet,
          port,
          hops,
          here(`${table} sends the internet's addresses to a NAT gateway`),
        );
      case 'internet-gateway':
        return translated
          ? this.gateway(
              route,
              subnet,
              here(`${table} sends the internet's addresses to an internet gateway`),
            )
          : only(
              here(`${table} sends the internet's addresses to an internet gateway`),
              blocked(
                'nat',
                `${resource.address} is public, and the interfaces of Lambda have no public address there`,
                'put the function into private subnets whose route for 0.0.0.0/0 leads to a NAT gateway',
                at,
              ),
            );
      case 'network-interface':
        return this.forwarder(
          route,
          subnet,
          port,
          hops,
          here(`${table} sends the internet's addresses to an instance`),
        );
      case 'load-balancer-endpoint':
        return this.firewall(
          route,
          subnet,
          port,
          translated,
          hops,
          here(`${table} sends the internet's addresses through a firewall`),
        );
      default:
        return only(
          uncertain(
            'route',
            `where ${table} sends the internet's addresses`,
            target.unknown ?? `what lies behind a ${target.kind} is not in the input`,
            at,
          ),
        );
    }
  }

  private nat(route: Route, from: Subnet, port: number, hops: number, first: Step): WayOut {
    const { id, unknown } = route.target;
    const at = { resource: route.resource, path: route.path };
    const nat: NatGateway | undefined =
      id === undefined ? undefined : this.context.derive(gateways).nat.get(id);
    if (!nat)
      return only(first, uncertain('nat', 'the NAT gateway', unknown ?? 'it is not in the input', at));
    const { address } = nat.resource;
    if (nat.connectivity === 'private')
      return only(
        first,
        blocked(
          'nat',
          `${address} is a private NAT gateway, without a way to the internet`,
          `set connectivity_type = "public" on ${address}, with an elastic IP`,
          nat.resource,
        ),
      );
    const next = typeof nat.subnet === 'string' ? this.context.derive(subnets).get(nat.subnet) : undefined;
    if (!next) {
      const why = nat.subnet instanceof Unknown ? nat.subnet : new Unknown('its subnet is not in the input');
      return only(first, uncertain('nat', `the subnet of ${address}`, why, nat.resource));
    }
    const entering = this.acls.entering(from, next, port);
    const own = this.acls.toInternet(next, port);
    const onward = this.walk(next, port, true, hops - 1);
    const isStuck = onward.steps.some((step) => step.kind === 'route' && step.passage === 'blocked');
    const step = isStuck
      ? blocked(
          'nat',
          `${address} lies in ${next.resource.address}, which has no route to an internet gateway`,
          `put ${address} into a public subnet, or add a route for 0.0.0.0/0 to an internet gateway to ${tableOf(next)}`,
          nat.resource,
        )
      : open('nat', `${address} translates to a public address`, nat.resource);
    return {
      steps: [first, ...(entering ? [entering] : []), step, own, ...(isStuck ? [] : onward.steps)],
      firewalls: onward.firewalls,
    };
  }

  private gateway(route: Route, subnet: Subnet, first: Step): WayOut {
    const { id } = route.target;
    const known = id === undefined ? undefined : this.context.derive(gateways).internet.get(id);
    const at = known?.resource ?? route.resource;
    if (
      known &&
      known.vpc !== undefined &&
      typeof known.vpc === 'string' &&
      typeof subnet.vpc === 'string' &&
      known.vpc !== subnet.vpc
    )
      return only(
        first,
        blocked(
          'internet gateway',
          `${known.resource.address} is attached to another VPC`,
          `attach ${known.resource.address} to the VPC of ${subnet.resource.address}`,
          at,
        ),
      );
    if (known && known.vpc === undefined)
      return only(
        first,
        blocked(
          'internet gateway',
          `${known.resource.address} is attached to no VPC`,
          `set vpc_id on ${known.resource.address}`,
          at,
        ),
      );
    return only(
      first,
      open(
        'internet gateway',
        `${known?.resource.address ?? 'the internet gateway'} leads to the internet`,
        at,
      ),
    );
  }

  /** A NAT instance, or an appliance that does not translate. */
  private forwarder(route: Route, from: Subnet, port: number, hops: number, first: Step): WayOut {
    const { id, unknown } = route.target;
    const at = { resource: route.resource, path: route.path };
    const machine = id === undefined ? undefined : this.context.derive(gateways).forwarders.get(id);
    if (!machine) {
      const plain = id === undefined ? undefined : this.context.derive(machines).get(id);
      if (!plain)
        return only(first, uncertain('nat', 'the instance', unknown ?? 'it is not in the input', at));
      if (toBoolean(plain.get('source_dest_check')) instanceof Unknown)
        return only(
          first,
          uncertain('nat', `source_dest_check of ${plain.address}`, 'it is not known', plain),
        );
      return only(
        first,
        blocked(
          'nat',
          `${plain.address} drops what is not addressed to it`,
          `set source_dest_check = false on ${plain.address}`,
          plain,
        ),
      );
    }
    const { address } = machine.resource;
    const next =
      typeof machine.subnet === 'string' ? this.context.derive(subnets).get(machine.subnet) : undefined;
    if (!next)
      return only(
        first,
        uncertain('nat', `the subnet of ${address}`, 'it is not in the input', machine.resource),
      );
    const entering = this.acls.entering(from, next, port);
    const groups = forwarderSteps(this.context, machine, from, port);
    const onward = this.walk(next, port, true, hops - 1);
    return {
      steps: [
        first,
        ...(entering ? [entering] : []),
        ...groups,
        open('nat', `${address} forwards to the internet`, machine.resource),
        this.acls.toInternet(next, port),
        ...onward.steps,
      ],
      firewalls: onward.firewalls,
    };
  }

  private firewall(
    route: Route,
    from: Subnet,
    port: number,
    translated: boolean,
    hops: number,
    first: Step,
  ): WayOut {
    const at = { resource: route.resource, path: route.path };
    const firewall = this.firewallOf(route);
    if (!firewall)
      return only(
        first,
        uncertain(
          'firewall',
          'the endpoint of a load balancer or firewall',
          'what lies behind it is not in the input',
          at,
        ),
      );
    const places = this.context.derive(subnets);
    const own = firewall.subnets.flatMap((id) => places.get(id) ?? []);
    // The endpoint of the zone is the one that is meant.
    const next = own.find(({ zone }) => zone === from.zone) ?? own[0];
    if (!next)
      return only(
        first,
        uncertain('firewall', `the subnets of ${firewall.resource.address}`, 'they are not in the input', at),
      );
    const entering = this.acls.entering(from, next, port);
    const onward = this.walk(next, port, translated, hops - 1);
    return {
      steps: [first, ...(entering ? [entering] : []), ...onward.steps],
      firewalls: [firewall, ...onward.firewalls],
    };
  }

  /** The endpoints of a firewall are computed: the route says which firewall they follow from. */
  private firewallOf(route: Route): NetworkFirewall | undefined {
    const all = this.context.derive(networkFirewalls);
    const path = route.path === '' ? 'vpc_endpoint_id' : `${route.path}.vpc_endpoint_id`;
    for (const { target } of route.resource.referencesAt(path)) {
      const named = this.context.graph.byKey(target);
      const found = named && all.get(ownId(this.context.graph, named));
      if (found) return found;
    }
    return undefined;
  }
}

function only(...steps: readonly Step[]): WayOut {
  return { steps, firewalls: [] };
}

function withoutRoute(routeTable: RouteTable, table: string, subnet: Resource): WayOut {
  const says = `${table} has no route to the internet`;
  const other = routeElsewhere(routeTable);
  const stop = blocked(
    'route',
    says,
    `add a route for 0.0.0.0/0 to a NAT gateway to ${table}`,
    routeTable.resource ?? subnet,
  );
  if (!other) return only(stop);
  const why = `the host may lie in the network to which its ${other.target.kind} leads`;
  return {
    ...only(stop),
    elsewhere: [stop, uncertain('route', says, why, { resource: other.resource, path: other.path })],
  };
}
