import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import type { Construct } from 'constructs';
import type { NatGatewayEgressOptions } from './egress';
import { type EgressContext, sourcesOfNat } from './egress-context';
import type { BuiltSubnet } from './subnets';

/**
 * NAT gateways, each with one Elastic IP, and the default route of each egress subnet (or firewall subnet, where
 * there is one between) to the gateway of its zone or to the single one. An account has five Elastic IPs a region by default (facts.json `q-eip`): six zones need more.
 *
 * @returns whether functions reach the internet
 */
export function createNatGatewayEgress(
  scope: Construct,
  context: EgressContext,
  { placement = 'per-zone' }: NatGatewayEgressOptions,
): boolean {
  const hosts = placement === 'single' ? context.publicSubnets.slice(0, 1) : context.publicSubnets;
  const gateways = new Map(hosts.map((host) => [host.zone, createGateway(scope, context, host)]));
  const [single] = gateways.values();
  const { tier, subnets } = sourcesOfNat(context);
  for (const { zone, routeTableId } of subnets) {
    const gateway = gateways.get(zone) ?? single;
    new Route(scope, `${tier}-${zone}-internet`, {
      routeTableId,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: gateway?.id,
    });
  }
  return true;
}

function createGateway(scope: Construct, context: EgressContext, { id, zone }: BuiltSubnet): NatGateway {
  const tags = { Name: `${context.name}-nat-${zone}`, ...context.tags };
  const address = new Eip(scope, `nat-${zone}-address`, { domain: 'vpc', tags });
  return new NatGateway(scope, `nat-${zone}`, {
    subnetId: id,
    allocationId: address.id,
    connectivityType: 'public',
    tags,
    dependsOn: context.internetRoute && [context.internetRoute],
  });
}
