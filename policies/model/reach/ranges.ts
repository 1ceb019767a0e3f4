import { IpSet } from '../network/ip-set';

/**
 * IPv4 addresses that somebody on the internet may have: all but the private, shared, loopback, link-local and multicast
 * ones (IANA special-purpose registry). Ranges kept for documentation are among them: examples name partners by them.
 */
export const PUBLIC_V4 = IpSet.ALL_V4.minus(
  IpSet.cidrs(
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '224.0.0.0/3',
  ),
);

/** A set for a message: its ranges, or how many there are. */
export function rangesText(set: IpSet): string {
  const found = set.cidrs();
  return found.length <= 3 ? found.join(', ') : `${found.length} ranges, the first ${found[0]}`;
}
