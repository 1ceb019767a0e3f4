/**
 * `public`: NAT only. `private`: functions and endpoints. `isolated`: data, without any way out.
 *
 * A function is refused in a public subnet: Lambda gives its interfaces no public address, so it would not even
 * reach the internet there.
 */
export type Tier = 'public' | 'private' | 'isolated';

/** The order is a contract: it decides the numbers of IPv6 blocks. */
export const TIERS: readonly Tier[] = ['private', 'isolated', 'public'];
