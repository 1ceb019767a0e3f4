import { Route } from '@cdktf/provider-aws/lib/route';
import type { Construct } from 'constructs';
import type { EgressContext } from './egress-context';
import { NetworkFirewall, type NetworkFirewallOptions } from './network-firewall';

/**
 * The firewall between the egress subnets and the NAT, and the routes through it:
 *
 * - there: egress subnet → endpoint of its zone → (firewall subnet) → NAT → internet;
 * - back: internet → NAT → (public subnet) → endpoint of the egress subnet's zone → egress subnet.
 *
 * The endpoint keeps the state of a connection, so both ways of one must lead through the same: the way back follows the
 * zone of the egress subnet, also where a single NAT serves all zones. Its route is narrower than the VPC's local one,
 * which AWS allows for exactly the range of a subnet.
 * Source: Network Firewall developer guide, "Architecture with an internet gateway and a NAT gateway", "Avoiding
 * asymmetric routing"; VPC user guide, "Middlebox routing".
 *
 * The default route of the firewall subnets is the NAT's (`sourcesOfNat`).
 */
export function createInspection(
  scope: Construct,
  { name, vpcId, egressSubnets, firewallSubnets, publicSubnets, tags }: EgressContext,
  allowedHosts: readonly string[],
  options: NetworkFirewallOptions,
): void {
  const firewall = new NetworkFirewall(scope, 'network-firewall', {
    ...options,
    name,
    vpcId,
    subnets: firewallSubnets,
    sourceCidrs: egressSubnets.map(({ cidr }) => cidr),
    allowedHosts,
    tags,
  });
  // All public subnets share one route table.
  const [publicSubnet] = publicSubnets;
  for (const { zone, cidr, routeTableId } of egressSubnets) {
    const vpcEndpointId = firewall.endpointId(zone);
    new Route(scope, `egress-${zone}-internet`, {
      routeTableId,
      destinationCidrBlock: '0.0.0.0/0',
      vpcEndpointId,
    });
    if (publicSubnet) {
      new Route(scope, `public-to-egress-${zone}`, {
        routeTableId: publicSubnet.routeTableId,
        destinationCidrBlock: cidr,
        vpcEndpointId,
      });
    }
  }
}
