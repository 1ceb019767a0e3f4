import fc from 'fast-check';
import {
  coldShare,
  coldShares,
  coldStart,
  initDollarsPerMillion,
  slowerAtMost,
} from '../../../policies/cost/cold-start';
import { COLD_START_FACTS } from '../../../policies/cost/cold-start-facts';

const INPUT = {
  initCpuMs: 30,
  firstCpuMs: 40,
  memoryMib: 256,
  architecture: 'arm64',
  inVpc: false,
  slowerAtMost: 2,
} as const;

describe('a cold start', () => {
  test('is the runtime, loading, and the first call by the share of a processor', () => {
    const { runtime, init, firstCall, vpc, total, billedInit } = coldStart(INPUT);
    expect(runtime).toEqual({ low: 124.3, typical: 126.6, high: 130.1 });
    expect(init).toEqual({ low: 30, typical: 45, high: 60 });
    // 40 ms by 256/1769 of a processor are 276.41; 1.5 times that, and twice.
    expect(firstCall.low).toBe(40);
    expect(firstCall.typical).toBeCloseTo(414.61, 2);
    expect(firstCall.high).toBeCloseTo(552.81, 2);
    expect(vpc).toEqual({ low: 0, typical: 0, high: 0 });
    // 126.6 + 45 + 414.61
    expect(total.typical).toBeCloseTo(586.21, 2);
    expect(billedInit.typical).toBeCloseTo(171.6, 5);
  });

  test('GIVEN a VPC THEN nothing to 500 ms more', () => {
    const outside = coldStart(INPUT).total;
    const inside = coldStart({ ...INPUT, inVpc: true }).total;
    expect(inside.low - outside.low).toBeCloseTo(0, 9);
    expect(inside.typical - outside.typical).toBeCloseTo(100, 9);
    expect(inside.high - outside.high).toBeCloseTo(500, 9);
  });

  test('GIVEN more memory than one processor has THEN the first call is no faster for it', () => {
    expect(coldStart({ ...INPUT, memoryMib: 1769 }).firstCall.typical).toBe(60);
    expect(coldStart({ ...INPUT, memoryMib: 10_240 }).firstCall.typical).toBe(60);
  });

  test('low is not above typical, nor typical above high', () => {
    const positive = fc.double({ min: 0.1, max: 1000, noNaN: true });
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.integer({ min: 128, max: 10_240 }),
        fc.boolean(),
        (init, first, memory, inVpc) => {
          const parts = { initCpuMs: init, firstCpuMs: first, memoryMib: memory, inVpc };
          for (const { low, typical, high } of Object.values(coldStart({ ...INPUT, ...parts }))) {
            expect(low).toBeLessThanOrEqual(typical);
            expect(typical).toBeLessThanOrEqual(high);
          }
        },
      ),
    );
  });

  test('the machine: (250 − 140.8) ms of Lambda by 52 ms here are 2.1; a slower machine than Lambda counts as equal', () => {
    expect(slowerAtMost(52)).toBeCloseTo(2.1, 9);
    expect(slowerAtMost(500)).toBe(1);
  });

  test('a million INITs of 200 ms at 512 MiB are 100,000 GB-seconds', () => {
    expect(initDollarsPerMillion(200, 512, 0.0000133334)).toBeCloseTo(1.33334, 9);
  });
});

describe('how often', () => {
  test('GIVEN calls that take no time THEN it is the chance that nobody called: e^(−λT)', () => {
    const lifetime = 1e12;
    expect(coldShare({ callsPerSecond: 1 / 600, callSeconds: 0 }, 600, lifetime)).toBeCloseTo(
      Math.exp(-1),
      6,
    );
    expect(coldShare({ callsPerSecond: 1 / 60, callSeconds: 0 }, 600, lifetime)).toBeCloseTo(
      Math.exp(-10),
      6,
    );
  });

  test('GIVEN calls that overlap THEN each further environment counts: λD = 1, T = 0 is always cold', () => {
    expect(coldShare({ callsPerSecond: 1, callSeconds: 1 }, 0, 1e12)).toBeCloseTo(1, 6);
    // N is Poisson(1): P(N=0) e^(−T) + P(N=1) e^(−0.63212 T) + P(N=2) e^(−0.26424 T) + P(N=3) e^(−0.080301 T) + …, T = 10.
    const terms = [
      [0.367879, 1],
      [0.367879, 0.632121],
      [0.18394, 0.264241],
      [0.061313, 0.080301],
      [0.015328, 0.018988],
    ];
    const byHand = terms.reduce((sum, [chance = 0, rate = 0]) => sum + chance * Math.exp(-rate * 10), 0);
    // What is left of the series is the chance of five and more: 0.00366.
    const share = coldShare({ callsPerSecond: 1, callSeconds: 1 }, 10, 1e12);
    expect(share).toBeGreaterThan(byHand);
    expect(share).toBeLessThan(byHand + 0.0037);
  });

  test('GIVEN an end by age THEN one in so many calls meets it', () => {
    expect(coldShare({ callsPerSecond: 1, callSeconds: 0 }, 1e9, 1000)).toBeCloseTo(0.001, 6);
  });

  test('more calls are never more often cold, longer idle time never either; large loads do not overflow', () => {
    const rate = fc.double({ min: 1e-6, max: 50, noNaN: true });
    fc.assert(
      fc.property(rate, fc.double({ min: 1, max: 5, noNaN: true }), (callsPerSecond, more) => {
        const few = coldShares({ callsPerSecond, callSeconds: 0 });
        const many = coldShares({ callsPerSecond: callsPerSecond * more, callSeconds: 0 });
        expect(many.typical).toBeLessThanOrEqual(few.typical + 1e-12);
        expect(few.low).toBeLessThanOrEqual(few.typical);
        expect(few.typical).toBeLessThanOrEqual(few.high);
      }),
    );
    const large = coldShares({ callsPerSecond: 5000, callSeconds: 1 }).typical;
    expect(large).toBeGreaterThan(0);
    expect(large).toBeLessThan(0.01);
  });

  test.each([0, -1, Number.NaN])('GIVEN %d calls THEN there is no share', (callsPerSecond) => {
    expect(() => coldShare({ callsPerSecond, callSeconds: 1 }, 1, 1)).toThrow(RangeError);
  });
});

test('every fact has its source and says how sure it is, and no id is there twice', () => {
  const facts = Object.values(COLD_START_FACTS);
  expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
  for (const { source, confidence } of facts) {
    expect(source.date).not.toBe('');
    if (confidence !== 'assumption') expect('url' in source && source.url).toMatch(/^https:\/\//);
  }
});
