import type { ITerraformDependable } from 'cdktf';
import type { BuiltSubnet } from './subnets';

/** What an egress strategy is built from. */
export interface EgressContext {
  readonly name: string;
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** Where a NAT stands. Empty for endpoints-only. */
  readonly publicSubnets: readonly BuiltSubnet[];
  /** Whose default route the strategy writes. */
  readonly privateSubnets: readonly BuiltSubnet[];
  readonly internetRoute?: ITerraformDependable;
  readonly tags?: Readonly<Record<string, string>>;
}
