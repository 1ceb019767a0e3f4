import { isIPv6 } from 'node:net';
import type { CidrMistake } from './cidr';

/** A range of IPv6 addresses. Holds what a security-group rule needs to know, and no arithmetic beyond that. */
export interface Ipv6Cidr {
  readonly base: bigint;
  /** 0 to 128. */
  readonly prefixLength: number;
}

/** Reads an IPv6 range. Never throws: a mistake is answered with its explanation. */
export function readIpv6Cidr(text: string): Ipv6Cidr | CidrMistake {
  const [addressText = '', prefixText, ...rest] = text.split('/');
  if (!isIPv6(addressText) || addressText.includes('%') || rest.length > 0) {
    return { mistake: 'not an IPv6 range', fix: 'Write an IPv6 address, a slash, and a prefix length.' };
  }
  if (prefixText === undefined) {
    return { mistake: 'an address without a prefix length', fix: `Did you mean "${addressText}/128"?` };
  }
  if (!/^(0|[1-9]\d{0,2})$/.test(prefixText) || Number(prefixText) > 128) {
    return { mistake: 'a prefix length outside 0 to 128', fix: 'Give a prefix length from 0 to 128.' };
  }
  const prefixLength = Number(prefixText);
  const base = toBigInt(addressText);
  if (base % 2n ** BigInt(128 - prefixLength) !== 0n) {
    return {
      mistake: 'an address inside the range instead of its first',
      fix: `Clear the bits behind the first ${prefixLength}, or did you mean "${addressText}/128"?`,
    };
  }
  return { base, prefixLength };
}

/** In fc00::/7, the addresses that are not routed on the internet. */
export function isUniqueLocal({ base, prefixLength }: Ipv6Cidr): boolean {
  return prefixLength >= 7 && base >> 121n === 0b1111110n;
}

function toBigInt(address: string): bigint {
  const groups = expand(address);
  return groups.reduce((sum, group) => sum * 65536n + BigInt(group), 0n);
}

function expand(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const first = readGroups(head);
  if (tail === undefined) return first;
  const last = readGroups(tail);
  return [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
}

function readGroups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
