import type { Graph } from '../../graph/graph';
import type { Resource } from '../../graph/resource';
import { toText, Unknown, type Value, type ValueObject } from '../../graph/value';
import { type Id, idOf } from './ids';
import { IpSet, parseCidr } from './ip-set';
import type { PrefixList } from './prefix-lists';
import type { Route, RouteTarget, TargetKind } from './route';

/** The attribute that names the target, and what it can be. */
const TARGETS: Readonly<Record<string, TargetKind>> = {
  carrier_gateway_id: 'carrier-gateway',
  core_network_arn: 'core-network',
  egress_only_gateway_id: 'egress-only-gateway',
  instance_id: 'network-interface',
  local_gateway_id: 'local-gateway',
  nat_gateway_id: 'nat-gateway',
  network_interface_id: 'network-interface',
  transit_gateway_id: 'transit-gateway',
  vpc_peering_connection_id: 'peering',
};

/** What `gateway_id` and `vpc_endpoint_id` name, by the beginning of a real id. */
const PREFIXES: readonly (readonly [string, TargetKind])[] = [
  ['igw-', 'internet-gateway'],
  ['vgw-', 'virtual-private-gateway'],
  ['eigw-', 'egress-only-gateway'],
  ['nat-', 'nat-gateway'],
  ['vpce-', 'load-balancer-endpoint'],
  ['local', 'local'],
];

/** The same by the type of the resource. Some write a NAT gateway as `gateway_id`, and AWS takes it. */
const TYPES: Readonly<Record<string, TargetKind>> = {
  aws_egress_only_internet_gateway: 'egress-only-gateway',
  aws_internet_gateway: 'internet-gateway',
  aws_internet_gateway_attachment: 'internet-gateway',
  aws_nat_gateway: 'nat-gateway',
  aws_vpc_endpoint: 'load-balancer-endpoint',
  aws_vpn_gateway: 'virtual-private-gateway',
};

const DESTINATIONS = [
  'destination_cidr_block',
  'cidr_block',
  'destination_ipv6_cidr_block',
  'ipv6_cidr_block',
] as const;
const LISTS = ['destination_prefix_list_id'] as const;

/** An inline `route` block, or an `aws_route`. */
export function readRoute(
  graph: Graph,
  lists: ReadonlyMap<Id, PrefixList>,
  values: ValueObject,
  resource: Resource,
  path: string,
): Route {
  return {
    ...destination(graph, lists, values),
    target: target(graph, values),
    resource,
    path,
    ...(resource.multiplicity ? { uncertain: resource.multiplicity } : {}),
  };
}

function given(value: Value | undefined): value is Exclude<Value, null> {
  return value !== undefined && value !== null && value !== '';
}

function destination(
  graph: Graph,
  lists: ReadonlyMap<Id, PrefixList>,
  values: ValueObject,
): Pick<Route, 'destination' | 'addresses'> {
  for (const name of DESTINATIONS) {
    const value = values[name];
    if (!given(value)) continue;
    const text = toText(value) ?? new Unknown(`${name} is not a text`);
    const range = typeof text === 'string' ? parseCidr(text) : undefined;
    return range ? { destination: text, addresses: IpSet.of([range]) } : { destination: text };
  }
  for (const name of LISTS) {
    const id = idOf(graph, values[name]);
    if (id === undefined) continue;
    const list = typeof id === 'string' ? lists.get(id) : undefined;
    return list && !list.unknown ? { destination: id, addresses: list.ranges } : { destination: id };
  }
  return { destination: new Unknown('no destination is given') };
}

function target(graph: Graph, values: ValueObject): RouteTarget {
  for (const name of ['gateway_id', 'vpc_endpoint_id']) {
    if (given(values[name])) return gateway(graph, values[name], name);
  }
  for (const [name, kind] of Object.entries(TARGETS)) {
    const value = values[name];
    if (!given(value)) continue;
    const isInstance = name === 'instance_id' || graph.referred(value)?.type === 'aws_instance';
    return { ...named(kind, idOf(graph, value)), ...(isInstance ? { isInstance } : {}) };
  }
  return { kind: 'unknown', unknown: new Unknown('no target is given') };
}

function gateway(graph: Graph, value: Value, attribute: string): RouteTarget {
  const id = idOf(graph, value);
  // A firewall tells its endpoints after apply, in a list by zone: which one is not known, but that it is one.
  if (id instanceof Unknown && attribute === 'vpc_endpoint_id') return named('load-balancer-endpoint', id);
  if (id instanceof Unknown && value instanceof Unknown) {
    // Of all alternatives the same kind: `var.own ? aws_internet_gateway.a.id : aws_internet_gateway.b.id`.
    const kinds = new Set((value.alternatives ?? []).map((one) => gateway(graph, one, attribute).kind));
    const [kind] = kinds;
    return kind !== undefined && kinds.size === 1 ? { kind, unknown: id } : { kind: 'unknown', unknown: id };
  }
  const reference = value instanceof Unknown ? value.reference : undefined;
  const resource = reference?.kind === 'resource' ? graph.byKey(reference.target) : undefined;
  const kind =
    (resource && TYPES[resource.type]) ??
    (typeof id === 'string' ? PREFIXES.find(([prefix]) => id.startsWith(prefix))?.[1] : undefined);
  if (kind === 'local') return { kind };
  if (kind) return named(kind, id);
  if (attribute === 'vpc_endpoint_id') return named('load-balancer-endpoint', id);
  const reason =
    value instanceof Unknown ? value : new Unknown(`${attribute} names nothing that is in the input`);
  return { kind: 'unknown', ...(typeof id === 'string' ? { id } : {}), unknown: reason };
}

function named(kind: TargetKind, id: Id | Unknown | undefined): RouteTarget {
  if (typeof id === 'string') return { kind, id };
  return { kind, unknown: id ?? new Unknown('no target is given') };
}
