import type { Resource } from '../../graph/resource';
import { toBoolean, toText, Unknown } from '../../graph/value';
import { written } from '../../rules/attribute';
import type { RuleContext } from '../../rules/context';
import { type Id, idAt, ownId } from './ids';
import { type IpRange, IpSet, parseCidr } from './ip-set';
import type { Route, RouteTable } from './route';
import { routeTables } from './route-tables';

/**
 * public: a route to an internet gateway. private: a way out through something that translates or inspects (NAT,
 * transit gateway, peering, firewall). isolated: no way out of the VPC.
 */
export type Tier = 'public' | 'private' | 'isolated';

export interface Subnet {
  readonly id: Id;
  readonly resource: Resource;
  readonly vpc: Id | Unknown | undefined;
  /** Nothing for IPv6 alone. */
  readonly cidr: IpRange | Unknown | undefined;
  readonly zone: string | Unknown | undefined;
  readonly routeTable: RouteTable | Unknown;
  readonly tier: Tier | Unknown;
  /** The route that makes it public or private. */
  readonly because?: Route;
  readonly mapsPublicIp: boolean | Unknown;
  /** Addresses that AWS leaves for use: five of each subnet are its own. Unknown where the range is. */
  readonly usable: number | Unknown;
}

/** The first four addresses and the last. Source: VPC user guide, "Subnet CIDR blocks". */
const RESERVED = 5n;

/** The subnets of the input, by id. */
export function subnets(context: RuleContext): ReadonlyMap<Id, Subnet> {
  const { graph } = context;
  const tables = context.derive(routeTables);
  const found = new Map<Id, Subnet>();
  for (const resource of graph.byType('aws_subnet', 'aws_default_subnet')) {
    const id = ownId(graph, resource);
    const isDefault = resource.type === 'aws_default_subnet';
    const vpc = idAt(graph, resource, 'vpc_id');
    const cidr = rangeOf(resource, isDefault);
    const routeTable = isDefault && vpc === undefined ? defaultTable(resource) : tables.ofSubnet(id, vpc);
    found.set(id, {
      id,
      resource,
      vpc,
      cidr,
      zone: toText(written(resource, 'availability_zone') ?? written(resource, 'availability_zone_id')),
      routeTable,
      ...tierOf(routeTable),
      mapsPublicIp: toBoolean(written(resource, 'map_public_ip_on_launch')) ?? isDefault,
      usable: usable(cidr),
    });
  }
  return found;
}

function rangeOf(resource: Resource, isDefault: boolean): IpRange | Unknown | undefined {
  const text = toText(written(resource, 'cidr_block'));
  if (text instanceof Unknown) return text;
  if (text !== undefined) return parseCidr(text) ?? new Unknown(`${text.slice(0, 60)} is not a range`);
  if (isDefault) return new Unknown('AWS chose the range of the default subnet');
  return written(resource, 'ipv4_ipam_pool_id') === undefined
    ? undefined
    : new Unknown('IPAM chooses the range');
}

function usable(cidr: IpRange | Unknown | undefined): number | Unknown {
  if (cidr === undefined) return 0;
  if (cidr instanceof Unknown) return cidr;
  const all = cidr.last - cidr.first + 1n;
  return all > RESERVED ? Number(all - RESERVED) : 0;
}

/** A default subnet has a default VPC's main table, which leads to the internet. Source: VPC user guide, "Default VPCs". */
function defaultTable(resource: Resource): RouteTable {
  const target = { kind: 'internet-gateway', id: 'the internet gateway of the default VPC' } as const;
  const route: Route = {
    destination: '0.0.0.0/0',
    addresses: IpSet.ALL_V4,
    target,
    resource,
    path: '',
  };
  return { id: 'the main route table of the default VPC', resource, routes: [route], unknowns: [] };
}

/** Targets that lead out of the VPC. */
const OUT: ReadonlySet<string> = new Set([
  'core-network',
  'egress-only-gateway',
  'load-balancer-endpoint',
  'local-gateway',
  'nat-gateway',
  'network-interface',
  'peering',
  'transit-gateway',
  'virtual-private-gateway',
]);

function tierOf(table: RouteTable | Unknown): Pick<Subnet, 'tier' | 'because'> {
  if (table instanceof Unknown) return { tier: table };
  const open = table.routes.find(
    ({ target }) => target.kind === 'internet-gateway' || target.kind === 'carrier-gateway',
  );
  if (open) return { tier: 'public', because: open };
  const strange = table.routes.find(({ target }) => target.kind === 'unknown');
  if (strange) return { tier: strange.target.unknown ?? new Unknown('a route leads to what is not known') };
  const [gap] = table.unknowns;
  if (gap) return { tier: gap };
  const out = table.routes.find(({ target }) => OUT.has(target.kind));
  return out ? { tier: 'private', because: out } : { tier: 'isolated' };
}
