import fc from 'fast-check';
import { Cidr } from '../../../modules/network/cidr';
import { problemsOf } from './problem-codes';

/** An oracle that shares nothing with the code: BigInt masks over the 32 bits. */
const oracle = {
  mask: (prefix: number) => ((1n << BigInt(prefix)) - 1n) << BigInt(32 - prefix),
  first: (address: bigint, prefix: number) => address & oracle.mask(prefix),
  last: (address: bigint, prefix: number) =>
    oracle.first(address, prefix) | (0xffffffffn ^ oracle.mask(prefix)),
  text: (address: bigint, prefix: number) =>
    `${[24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.')}/${prefix}`,
};

const address = fc.bigInt({ min: 0n, max: 0xffffffffn });
const prefix = fc.integer({ min: 0, max: 32 });
const range = fc
  .tuple(address, prefix)
  .map(([a, p]) => ({ first: oracle.first(a, p), last: oracle.last(a, p), p }));
const near = fc
  .tuple(address, prefix, prefix, fc.bigInt({ min: -300n, max: 300n }))
  .map(([a, p, q, offset]) => {
    const b = (a + offset + (1n << 32n)) & 0xffffffffn;
    return [
      { first: oracle.first(a, p), last: oracle.last(a, p), p },
      { first: oracle.first(b, q), last: oracle.last(b, q), p: q },
    ] as const;
  });
const parse = ({ first, p }: { first: bigint; p: number }) => Cidr.parse(oracle.text(first, p));

describe('Cidr', () => {
  test('reads and writes every canonical range', () => {
    fc.assert(
      fc.property(range, (r) => {
        const cidr = parse(r);
        expect(cidr.toString()).toBe(oracle.text(r.first, r.p));
        expect(BigInt(cidr.base)).toBe(r.first);
        expect(BigInt(cidr.last)).toBe(r.last);
        expect(BigInt(cidr.size)).toBe(r.last - r.first + 1n);
      }),
    );
  });

  test('contains and overlaps agree with a comparison of all addresses, also for neighbours', () => {
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(range, range)), ([a, b]) => {
        const contains = a.first <= b.first && b.last <= a.last;
        const disjoint = a.last < b.first || b.last < a.first;
        expect(parse(a).contains(parse(b))).toBe(contains);
        expect(parse(a).overlaps(parse(b))).toBe(!disjoint);
        expect(parse(b).overlaps(parse(a))).toBe(!disjoint);
      }),
      { numRuns: 500 },
    );
  });

  test('split covers the range without gap or overlap, and part(n) is its n-th piece', () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), fc.integer({ min: 0, max: 6 }), (a, p, extra) => {
        const bits = Math.min(extra, 32 - p);
        const whole = Cidr.parse(oracle.text(oracle.first(a, p), p));
        const pieces = [...whole.split(p + bits)];
        expect(pieces).toHaveLength(2 ** bits);
        let next = whole.base;
        pieces.forEach((piece, i) => {
          expect(piece.base).toBe(next);
          expect(piece.equals(whole.part(p + bits, i))).toBe(true);
          next += piece.size;
        });
        expect(next).toBe(whole.last + 1);
      }),
    );
  });

  test('an address inside a range is refused, and the range is suggested', () => {
    fc.assert(
      fc.property(address, prefix, (a, p) => {
        fc.pre(oracle.first(a, p) !== a);
        const found = Cidr.read(oracle.text(a, p));
        expect(found).toMatchObject({ fix: `Did you mean "${oracle.text(oracle.first(a, p), p)}"?` });
      }),
    );
  });

  test.each([
    ['10.0.0.1', 'Did you mean "10.0.0.1/32"?'],
    ['10.0.0.0/33', 'Give a prefix length from 0 to 32.'],
    ['10.0.0.0/08', 'Give a prefix length from 0 to 32.'],
    ['10.0.0.0/', 'Give a prefix length from 0 to 32.'],
    ['10.0.0/8', 'Write four numbers'],
    ['10.0.0.256/32', 'Write four numbers'],
    ['010.0.0.0/8', 'Write four numbers'],
    ['10.0.0.0/8/8', 'Write four numbers'],
    ['::1/128', 'Write four numbers'],
    ['', 'Write four numbers'],
  ])('refuses %p', (text, fix) => {
    const refusal = problemsOf(() => Cidr.parse(text));
    expect(refusal.problems).toHaveLength(1);
    expect(refusal.problems[0]).toMatchObject({ code: 'cidr-invalid', received: text });
    expect(refusal.message).toContain(fix);
  });

  test.each([
    [17, 2],
    [17, -1],
    [17, 0.5],
    [15, 0],
    [33, 0],
  ])('there is no /%p number %p of a /16', (prefixLength, index) => {
    expect(() => Cidr.parse('10.0.0.0/16').part(prefixLength, index)).toThrow(RangeError);
  });
});
