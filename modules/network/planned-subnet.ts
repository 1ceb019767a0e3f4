import type { Cidr } from './cidr';
import type { Tier } from './tier';

/** One subnet to be. */
export interface PlannedSubnet {
  readonly tier: Tier;
  readonly zone: string;
  readonly cidr: Cidr;
  /** Number of the /64 in the VPC's IPv6 block: fixed by tier and zone letter. */
  readonly ipv6Index: number;
}
