import { addressBytes } from '../../iam/ip-range';

/** The version of the Internet Protocol. */
export type Family = 4 | 6;

/** All addresses from the first to the last, both included. */
export interface IpRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

/** The range that a CIDR names, or one address. Bits of the host are ignored, as AWS does; nothing when malformed. */
export function parseCidr(text: string): IpRange | undefined {
  const [address = '', length, ...rest] = text.trim().split('/');
  const bytes = addressBytes(address);
  if (!bytes || rest.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const family: Family = bytes.length === 4 ? 4 : 6;
  const bits = length === undefined ? BITS[family] : Number(length);
  if (bits > BITS[family]) return undefined;
  const host = BigInt(BITS[family] - bits);
  const first = (bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> host) << host;
  return { family, first, last: first + (1n << host) - 1n };
}

/**
 * A set of addresses of both families, exact whatever it is made of: two `/1` are the same set as one `/0`.
 * The ranges are in order, and neither overlap nor touch.
 */
export class IpSet {
  static readonly EMPTY = new IpSet([]);
  static readonly ALL_V4 = new IpSet([{ family: 4, first: 0n, last: (1n << 32n) - 1n }]);
  static readonly ALL_V6 = new IpSet([{ family: 6, first: 0n, last: (1n << 128n) - 1n }]);

  private constructor(readonly ranges: readonly IpRange[]) {}

  static of(ranges: Iterable<IpRange>): IpSet {
    const sorted = [...ranges].sort(compare);
    const merged: IpRange[] = [];
    for (const range of sorted) {
      const last = merged[merged.length - 1];
      if (!last || last.family !== range.family || range.first > last.last + 1n) merged.push(range);
      else if (range.last > last.last) merged[merged.length - 1] = { ...last, last: range.last };
    }
    return merged.length === 0 ? IpSet.EMPTY : new IpSet(merged);
  }

  /** @throws RangeError for a text that is no CIDR: for constants only, not for what somebody else wrote */
  static cidrs(...texts: readonly string[]): IpSet {
    return IpSet.of(
      texts.map((text) => {
        const range = parseCidr(text);
        if (!range) throw new RangeError(`${text} is not a CIDR`);
        return range;
      }),
    );
  }

  get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  union(other: IpSet): IpSet {
    return IpSet.of([...this.ranges, ...other.ranges]);
  }

  intersect(other: IpSet): IpSet {
    const found: IpRange[] = [];
    let left = 0;
    let right = 0;
    while (left < this.ranges.length && right < other.ranges.length) {
      const a = this.ranges[left] as IpRange;
      const b = other.ranges[right] as IpRange;
      const first = later(a.first, b.first);
      const last = earlier(a.last, b.last);
      if (a.family === b.family && first <= last) found.push({ family: a.family, first, last });
      if (a.family < b.family || (a.family === b.family && a.last < b.last)) left += 1;
      else right += 1;
    }
    return new IpSet(found);
  }

  /** What is here and not there. */
  minus(other: IpSet): IpSet {
    return this.intersect(other.complement());
  }

  complement(): IpSet {
    const found: IpRange[] = [];
    for (const family of [4, 6] as const) {
      let next = 0n;
      for (const range of this.ranges) {
        if (range.family !== family) continue;
        if (range.first > next) found.push({ family, first: next, last: range.first - 1n });
        next = range.last + 1n;
      }
      const end = (1n << BigInt(BITS[family])) - 1n;
      if (next <= end) found.push({ family, first: next, last: end });
    }
    return new IpSet(found);
  }

  contains(other: IpSet | IpRange): boolean {
    const inner = other instanceof IpSet ? other : IpSet.of([other]);
    return inner.minus(this).isEmpty;
  }

  overlaps(other: IpSet): boolean {
    return !this.intersect(other).isEmpty;
  }

  /** The number of addresses of one family. */
  size(family: Family): bigint {
    return this.ranges.reduce(
      (sum, range) => (range.family === family ? sum + range.last - range.first + 1n : sum),
      0n,
    );
  }

  /** The fewest CIDRs that make the set, in order. */
  cidrs(): readonly string[] {
    return this.ranges.flatMap((range) => [...cidrsOf(range)]);
  }
}

// Math.max and Math.min take no bigint.
function later(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

function earlier(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function compare(a: IpRange, b: IpRange): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}

function* cidrsOf({ family, first, last }: IpRange): Generator<string> {
  let at = first;
  while (at <= last) {
    let host = 0;
    // The largest block that starts here and ends within the range.
    while (
      host < BITS[family] &&
      (at & (1n << BigInt(host))) === 0n &&
      at + (2n << BigInt(host)) - 1n <= last
    )
      host += 1;
    yield `${formatAddress(family, at)}/${BITS[family] - host}`;
    at += 1n << BigInt(host);
  }
}

/** As people write it; IPv6 with its longest run of zeros left out (RFC 5952). */
export function formatAddress(family: Family, address: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16),
  );
  let best = { start: 0, length: 0 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (groups[start + length] === '0') length += 1;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}
