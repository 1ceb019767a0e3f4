import { addTo } from '../../graph/lists';
import type { Resource } from '../../graph/resource';
import { toBoolean, toText, Unknown } from '../../graph/value';
import { written } from '../../rules/attribute';
import type { RuleContext } from '../../rules/context';
import { type Id, idAt, ownId } from './ids';
import { type IpRange, IpSet, parseCidr } from './ip-set';

export const VPC_TYPES = ['aws_vpc', 'aws_default_vpc'] as const;

export interface Vpc {
  readonly id: Id;
  readonly resource: Resource;
  /** The VPC that comes with the account. */
  readonly isDefault: boolean;
  /** Its ranges, secondary ones included. */
  readonly addresses: IpSet;
  /** Why there may be more: ranges from IPAM or Amazon, which are known after apply. */
  readonly unknown?: Unknown;
  readonly dnsSupport: boolean | Unknown;
  /** Private DNS names of endpoints need both. */
  readonly dnsHostnames: boolean | Unknown;
  /** As others name what comes with the VPC. */
  readonly defaultGroup: Id;
  readonly defaultRouteTable: Id;
  readonly mainRouteTable: Id;
  readonly defaultAcl: Id;
}

/** The VPCs of the input, by id. One that exists already is not among them. */
export function vpcs(context: RuleContext): ReadonlyMap<Id, Vpc> {
  const { graph } = context;
  const found = new Map<Id, Vpc>();
  const more = secondaryRanges(context);
  for (const resource of graph.byType(...VPC_TYPES)) {
    const id = ownId(graph, resource);
    const isDefault = resource.type === 'aws_default_vpc';
    const ranges: IpRange[] = [];
    let unknown: Unknown | undefined;
    // The default VPC has this range unless somebody has made another one. Source: VPC user guide, "Default VPCs".
    const ranged = [isDefault ? '172.31.0.0/16' : written(resource, 'cidr_block'), ...(more.get(id) ?? [])];
    for (const value of ranged) {
      const text = toText(value);
      const range = typeof text === 'string' ? parseCidr(text) : undefined;
      if (range) ranges.push(range);
      else unknown ??= text instanceof Unknown ? text : new Unknown('the range is chosen by IPAM');
    }
    const ipv6 = written(resource, 'ipv6_cidr_block');
    const range6 = typeof ipv6 === 'string' ? parseCidr(ipv6) : undefined;
    if (range6) ranges.push(range6);
    else if (ipv6 instanceof Unknown || toBoolean(resource.get('assign_generated_ipv6_cidr_block')) === true)
      unknown ??= new Unknown('the IPv6 range is known after apply');
    found.set(id, {
      id,
      resource,
      isDefault,
      addresses: IpSet.of(ranges),
      ...(unknown ? { unknown } : {}),
      dnsSupport: toBoolean(written(resource, 'enable_dns_support')) ?? true,
      dnsHostnames: toBoolean(written(resource, 'enable_dns_hostnames')) ?? isDefault,
      defaultGroup: graph.attribute(resource, 'default_security_group_id'),
      defaultRouteTable: graph.attribute(resource, 'default_route_table_id'),
      mainRouteTable: graph.attribute(resource, 'main_route_table_id'),
      defaultAcl: graph.attribute(resource, 'default_network_acl_id'),
    });
  }
  return found;
}

function secondaryRanges({ graph }: RuleContext): ReadonlyMap<Id, readonly (string | Unknown | undefined)[]> {
  const found = new Map<Id, (string | Unknown | undefined)[]>();
  for (const resource of graph.byType(
    'aws_vpc_ipv4_cidr_block_association',
    'aws_vpc_ipv6_cidr_block_association',
  )) {
    const vpc = idAt(graph, resource, 'vpc_id');
    if (typeof vpc !== 'string') continue;
    const range = toText(resource.get('cidr_block') ?? resource.get('ipv6_cidr_block'));
    addTo(found, vpc, range);
  }
  return found;
}
