import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Fn, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { SubnetRef } from './network';
import type { NetworkPlan } from './network-plan';
import type { PlannedSubnet } from './planned-subnet';
import type { Tier } from './tier';

/** What the subnets of a plan are made with. */
export interface SubnetsProps {
  readonly name: string;
  readonly vpcId: string;
  readonly plan: NetworkPlan;
  /** The VPC's /56 IPv6 block. The egress subnets take a /64 of it. @default no IPv6 */
  readonly ipv6CidrBlock?: string;
  /** Needed where the plan has a public tier. */
  readonly internetGatewayId?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A subnet whose range and route table are known. */
export interface BuiltSubnet extends SubnetRef {
  readonly cidr: string;
  readonly routeTableId: string;
}

/** The subnets of a plan, with what a NAT needs of them. */
export interface BuiltSubnets {
  readonly tiers: Partial<Record<Tier, readonly BuiltSubnet[]>>;
  /** The route by which the public tier reaches the internet: a NAT works only once it is there. */
  readonly internetRoute?: ITerraformDependable;
}

/**
 * Creates the planned subnets with their route tables: one for each private, egress and firewall subnet, so that each
 * zone can have its own way; one for all isolated subnets, which only have the local route; one for all public subnets.
 */
export function createSubnets(scope: Construct, props: SubnetsProps): BuiltSubnets {
  const isolatedTable = props.plan.tiers.includes('isolated')
    ? createRouteTable(scope, props, 'isolated')
    : undefined;
  const publicTable = props.plan.tiers.includes('public')
    ? createRouteTable(scope, props, 'public')
    : undefined;
  const tiers: Partial<Record<Tier, BuiltSubnet[]>> = {};
  for (const planned of props.plan.subnets) {
    const { tier, zone, cidr } = planned;
    const id = `${tier}-${zone}`;
    const shared = tier === 'isolated' ? isolatedTable : tier === 'public' ? publicTable : undefined;
    const routeTableId = shared ?? createRouteTable(scope, props, id);
    const subnetId = createSubnet(scope, props, id, planned).id;
    new RouteTableAssociation(scope, `${id}-association`, { subnetId, routeTableId });
    tiers[tier] = [...(tiers[tier] ?? []), { id: subnetId, zone, cidr: cidr.toString(), routeTableId }];
  }
  const internetRoute =
    publicTable === undefined ? undefined : createInternetRoute(scope, props, publicTable);
  return { tiers, internetRoute };
}

/** No tier hands out public addresses: a NAT brings its own. */
function createSubnet(scope: Construct, props: SubnetsProps, id: string, planned: PlannedSubnet): Subnet {
  const ipv6 = planned.tier === 'egress' ? props.ipv6CidrBlock : undefined;
  return new Subnet(scope, id, {
    vpcId: props.vpcId,
    availabilityZone: planned.zone,
    cidrBlock: planned.cidr.toString(),
    mapPublicIpOnLaunch: false,
    ...(ipv6 === undefined ? {} : { ipv6CidrBlock: Fn.cidrsubnet(ipv6, 8, planned.ipv6Index) }),
    tags: { Name: `${props.name}-${id}`, Tier: planned.tier, ...props.tags },
  });
}

function createInternetRoute(
  scope: Construct,
  { internetGatewayId }: SubnetsProps,
  routeTableId: string,
): Route {
  return new Route(scope, 'public-internet', {
    routeTableId,
    destinationCidrBlock: '0.0.0.0/0',
    gatewayId: internetGatewayId,
  });
}

/** Returns the id once: each reading of it would be another reference, and equal ones are told apart by it. */
function createRouteTable(scope: Construct, { name, vpcId, tags }: SubnetsProps, id: string): string {
  return new RouteTable(scope, `${id}-routes`, { vpcId, tags: { Name: `${name}-${id}`, ...tags } }).id;
}
