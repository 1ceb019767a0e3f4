import { EgressOnlyInternetGateway } from '@cdktf/provider-aws/lib/egress-only-internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import type { Construct } from 'constructs';
import type { EgressContext } from './egress-context';

/**
 * A gateway that lets the egress subnets open IPv6 connections and nobody open one to them, and their default IPv6
 * route to it. It costs nothing, but the other side must speak IPv6, and the function must have
 * `ipv6_allowed_for_dual_stack` (facts.json `cs-eni-ipv6`).
 */
export function createIpv6Egress(
  scope: Construct,
  { name, vpcId, egressSubnets, tags }: EgressContext,
): void {
  const gateway = new EgressOnlyInternetGateway(scope, 'ipv6-egress', {
    vpcId,
    tags: { Name: `${name}-ipv6-egress`, ...tags },
  });
  for (const { zone, routeTableId } of egressSubnets) {
    new Route(scope, `egress-${zone}-ipv6-internet`, {
      routeTableId,
      destinationIpv6CidrBlock: '::/0',
      egressOnlyGatewayId: gateway.id,
    });
  }
}
