import fc from 'fast-check';
import { INTERNET, isWorld, touchesInternet } from '../../../../policies/model/network/internet';
import { formatAddress, IpSet, parseCidr } from '../../../../policies/model/network/ip-set';

const cidr4 = fc
  .tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 32 }))
  .map(([address, bits]) => `${formatAddress(4, BigInt(address))}/${bits}`);
const cidr6 = fc
  .tuple(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.integer({ min: 0, max: 128 }))
  .map(([address, bits]) => `${formatAddress(6, address)}/${bits}`);
const set = fc.array(fc.oneof(cidr4, cidr6), { maxLength: 12 }).map((texts) => IpSet.cidrs(...texts));

/** Addresses at which membership may change: both ends of every range, and their neighbours. */
const edges = (...sets: readonly IpSet[]) =>
  sets.flatMap(({ ranges }) =>
    ranges.flatMap(({ family, first, last }) =>
      [first - 1n, first, last, last + 1n]
        .filter((at) => at >= 0n && at < 1n << (family === 4 ? 32n : 128n))
        .map((at) => ({ family, first: at, last: at })),
    ),
  );
const has = (one: IpSet, at: { family: 4 | 6; first: bigint }) =>
  one.ranges.some(({ family, first, last }) => family === at.family && first <= at.first && at.first <= last);

test('the operations are those of sets, at every address where it could matter', () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      for (const at of edges(a, b)) {
        expect(has(a.union(b), at)).toBe(has(a, at) || has(b, at));
        expect(has(a.intersect(b), at)).toBe(has(a, at) && has(b, at));
        expect(has(a.minus(b), at)).toBe(has(a, at) && !has(b, at));
        expect(has(a.complement(), at)).toBe(!has(a, at));
        expect(a.contains(at)).toBe(has(a, at));
      }
    }),
  );
});

test('a set is in normal form: equal sets have equal ranges', () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      const union = a.union(b);
      expect(union.ranges).toEqual(b.union(a).ranges);
      expect(a.minus(b).union(a.intersect(b)).ranges).toEqual(a.ranges);
      expect(a.complement().complement().ranges).toEqual(a.ranges);
      expect(IpSet.cidrs(...union.cidrs()).ranges).toEqual(union.ranges);
      for (const family of [4, 6] as const) {
        expect(union.size(family)).toBe(a.size(family) + b.size(family) - a.intersect(b).size(family));
      }
      expect(union.contains(a) && a.contains(a.intersect(b))).toBe(true);
      expect(a.overlaps(b)).toBe(!a.intersect(b).isEmpty);
    }),
  );
});

test('halving a range any number of times gives the same set', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7 }), (bits) => {
      const pieces = Array.from(
        { length: 2 ** bits },
        (_, i) => `${formatAddress(4, BigInt(i) << BigInt(32 - bits))}/${bits}`,
      );
      expect(IpSet.cidrs(...pieces).ranges).toEqual(IpSet.ALL_V4.ranges);
      expect(IpSet.cidrs(...pieces).cidrs()).toEqual(['0.0.0.0/0']);
      expect(isWorld(IpSet.cidrs(...pieces))).toBe(true);
    }),
  );
});

test.each([
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['192.0.2.7', '192.0.2.7/32'],
  ['2001:db8::1/32', '2001:db8::/32'],
  ['::/0', '::/0'],
  ['::ffff:192.0.2.1/128', '::ffff:c000:201/128'],
  [' 10.0.0.0/16 ', '10.0.0.0/16'],
])('%s is %s', (text, expected) => {
  const range = parseCidr(text);
  expect(range && IpSet.of([range]).cidrs()).toEqual([expected]);
});

test.each([
  '',
  '10.0.0.0/33',
  '10.0.0/8',
  '::/129',
  '10.0.0.0/8/8',
  'any',
  '0.0.0.0/-1',
  '256.0.0.0/8',
  ':::/0',
])('%j is no range', (text) => {
  expect(parseCidr(text)).toBeUndefined();
  expect(() => IpSet.cidrs(text)).toThrow(RangeError);
});

test.each([
  ['0.0.0.0/0', true, true],
  ['::/0', true, true],
  ['128.0.0.0/1', true, true],
  ['64.0.0.0/4', true, true],
  ['3.0.0.0/8', false, true],
  ['2000::/3', true, true],
  ['2600::/16', false, true],
  ['203.0.113.0/24', false, false],
  ['198.51.100.7/32', false, false],
  ['8.8.8.8/32', false, true],
  ['10.0.0.0/8', false, false],
  ['fd00::/8', false, false],
])('%s: the world %s, somebody on the internet %s', (text, world, touches) => {
  expect(isWorld(IpSet.cidrs(text))).toBe(world);
  expect(touchesInternet(IpSet.cidrs(text))).toBe(touches);
});

test('the addresses of the internet are those that are neither private nor reserved', () => {
  expect(INTERNET.contains(IpSet.cidrs('1.1.1.1', '172.32.0.0/11', '223.255.255.255', '2606:4700::1'))).toBe(
    true,
  );
  expect(INTERNET.overlaps(IpSet.cidrs('127.0.0.1', '224.0.0.1', '255.255.255.255', 'fe80::/10'))).toBe(
    false,
  );
});
