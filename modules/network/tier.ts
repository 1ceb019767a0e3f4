/**
 * `public`: NAT only. `private`: functions and endpoints. `isolated`: data. `egress`: the functions that call hosts of
 * the internet. `firewall`: endpoints of AWS Network Firewall.
 *
 * Only `egress` has a route to the internet for what stands in it; `private` and `isolated` have none.
 *
 * A function is refused in a public subnet: Lambda gives its interfaces no public address, so it would not even
 * reach the internet there.
 */
export type Tier = 'public' | 'private' | 'isolated' | 'egress' | 'firewall';

/** The order is a contract: it decides the numbers of IPv6 blocks. New tiers come last. */
export const TIERS: readonly Tier[] = ['private', 'isolated', 'public', 'egress', 'firewall'];
