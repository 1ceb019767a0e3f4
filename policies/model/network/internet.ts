import { IpSet } from './ip-set';

/**
 * Addresses that the internet does not route: private, shared, loopback, link-local, documentation, benchmarking,
 * multicast and reserved ones. Source: IANA IPv4 and IPv6 special-purpose address registries.
 */
const SPECIAL = IpSet.cidrs(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '2001:db8::/32',
);

/** Addresses that somebody on the internet may have. IPv6: what IANA has given out for global unicast so far. */
export const INTERNET = IpSet.ALL_V4.union(IpSet.cidrs('2000::/3')).minus(SPECIAL);

/**
 * So many public addresses belong to nobody in particular: a sixteenth of IPv4 (a /4; the largest holders have a few /8),
 * and an IPv6 /12, which is what a whole regional registry gets. Who admits that many admits the world.
 */
const WORLD_V4 = 1n << 28n;
const WORLD_V6 = 1n << 116n;

/** Whether the set has so many public addresses that it is open to the world, whatever ranges it is made of. */
export function isWorld(set: IpSet): boolean {
  const reached = set.intersect(INTERNET);
  return reached.size(4) >= WORLD_V4 || reached.size(6) >= WORLD_V6;
}

/** Whether anybody on the internet is in the set: one public address is enough. */
export function touchesInternet(set: IpSet): boolean {
  return set.overlaps(INTERNET);
}
