import type { ITerraformDependable } from 'cdktf';
import type { BuiltSubnet } from './subnets';

/** What an egress strategy is built from. */
export interface EgressContext {
  readonly name: string;
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** Where a NAT stands. Empty for endpoints-only. */
  readonly publicSubnets: readonly BuiltSubnet[];
  /** Where the functions are that call the internet. Empty for endpoints-only. */
  readonly egressSubnets: readonly BuiltSubnet[];
  /** Where the endpoints of AWS Network Firewall stand. Empty where the egress is not inspected. */
  readonly firewallSubnets: readonly BuiltSubnet[];
  readonly internetRoute?: ITerraformDependable;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The subnets whose default route leads to the NAT: those of the firewall where there is one between. */
export function sourcesOfNat({ egressSubnets, firewallSubnets }: EgressContext): NatSources {
  return firewallSubnets.length > 0
    ? { tier: 'firewall', subnets: firewallSubnets }
    : { tier: 'egress', subnets: egressSubnets };
}

interface NatSources {
  readonly tier: 'egress' | 'firewall';
  readonly subnets: readonly BuiltSubnet[];
}
