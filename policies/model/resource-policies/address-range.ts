import { addressBytes } from '../../iam/ip-range';

/**
 * Ranges wider than this are the world, in the words of S3's Block Public Access ("The meaning of public"): wider than
 * /8 of IPv4 or /32 of IPv6, private ranges excepted.
 */
const WIDEST = { 4: 8, 16: 32 } as const;

/** Several ranges that hold together more than this share of the IPv4 internet are as good as all: a sixteenth. */
const SHARE = 1 / 16;

/** Whether the ranges of an `aws:SourceIp` condition let in the world; nothing where one of them cannot be read. */
export function isWorld(ranges: readonly string[]): boolean | undefined {
  let share = 0;
  for (const range of ranges) {
    const [address = '', length] = range.split('/');
    const bytes = addressBytes(address);
    if (!bytes || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
    const bits = length === undefined ? bytes.length * 8 : Number(length);
    if (bits < (bytes.length === 4 ? WIDEST[4] : WIDEST[16]) && !isPrivate(bytes, bits)) return true;
    if (bytes.length === 4 && !isPrivate(bytes, bits)) share += 2 ** -bits;
  }
  return share > SHARE;
}

function isPrivate(bytes: readonly number[], bits: number): boolean {
  const [first = 0, second = 0] = bytes;
  if (bytes.length === 16) return (first & 0xfe) === 0xfc && bits >= 7;
  if (first === 10) return bits >= 8;
  if (first === 172) return second >= 16 && second < 32 && bits >= 12;
  return first === 192 && second === 168 && bits >= 16;
}
