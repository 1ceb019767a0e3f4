import fc from 'fast-check';
import { applyWaivers, type Waivable } from '../../../policies/waivers/apply-waivers';
import { parseWaivers } from '../../../policies/waivers/read-waivers';

const NOW = new Date('2026-06-15T23:59:59Z');

type Entry = Readonly<Record<string, string>>;

const complete: Entry = {
  rule: 'a-b',
  address: 'aws_a.b',
  owner: 'ops',
  reason: 'why not',
  expiry: '2026-06-15',
};

function apply(
  entries: readonly Entry[],
  findings: readonly Waivable[],
  {
    environment,
    isForThisInput = true,
    now = NOW,
  }: { environment?: string; isForThisInput?: boolean; now?: Date } = {},
) {
  const file = parseWaivers(
    JSON.stringify({ schemaVersion: 1, waivers: entries }),
    'waivers.json',
    isForThisInput,
  );
  const { waived, faults } = applyWaivers(findings, file, { now, ...(environment ? { environment } : {}) });
  return {
    waived: findings.filter((finding) => waived.has(finding)),
    faults: faults.map(({ criterion, message }) => `${criterion.id}: ${message}`),
  };
}

const finding: Waivable = { rule: 'a-b', address: 'aws_a.b' };

describe('a waiver waives', () => {
  it.each<[string, Entry, Waivable]>([
    ['an address', complete, finding],
    ['an address in any stack', complete, { ...finding, stack: 'data' }],
    ['an address in one stack', { ...complete, address: 'data:aws_a.b' }, { ...finding, stack: 'data' }],
    ['an instance', { ...complete, address: 'aws_a.b["x.*"]' }, { ...finding, address: 'aws_a.b["x.*"]' }],
    ['every instance', { ...complete, address: 'aws_a.b*' }, { ...finding, address: 'aws_a.b[3]' }],
    [
      'within a module',
      { ...complete, address: 'module.m.aws_a.x*' },
      { ...finding, address: 'module.m.aws_a.xy' },
    ],
  ])('%s', (_, entry, one) => {
    expect(apply([entry], [one])).toEqual({ waived: [one], faults: [] });
  });

  it('a construct', () => {
    const { address: _, ...rest } = complete;
    const one = { ...finding, constructPath: 'data/ledger/Key' };
    for (const construct of ['data/ledger/Key', 'data/ledger/*']) {
      expect(apply([{ ...rest, construct }], [one])).toEqual({ waived: [one], faults: [] });
    }
    expect(apply([{ ...rest, construct: 'data/ledger' }], [one]).waived).toEqual([]);
  });

  it('to the end of its last day', () => {
    expect(apply([complete], [finding]).waived).toEqual([finding]);
    const next = new Date('2026-06-16T00:00:00Z');
    expect(apply([complete], [finding], { now: next })).toEqual({
      waived: [],
      faults: ['waiver-expired: the waiver of a-b ended on 2026-06-15'],
    });
  });

  it('in its environment only, and is not asked for elsewhere', () => {
    const entry = { ...complete, environment: 'prod' };
    expect(apply([entry], [finding], { environment: 'prod' })).toEqual({ waived: [finding], faults: [] });
    expect(apply([entry], [finding], { environment: 'dev' })).toEqual({ waived: [], faults: [] });
    expect(apply([entry], [finding])).toEqual({ waived: [], faults: [] });
  });
});

describe('a waiver is a finding itself, and waives nothing,', () => {
  it.each<[string, Entry, string]>([
    ['without a reason', { ...complete, reason: '' }, 'waiver-without-reason: nobody says why a-b is waived'],
    [
      'with a reason that is none',
      { ...complete, reason: '...' },
      'waiver-without-reason: "..." is no reason to waive a-b',
    ],
    [
      'without an owner',
      { ...complete, owner: ' ' },
      'waiver-without-owner: nobody answers for the waiver of a-b',
    ],
    ['without an end', { ...complete, expiry: '' }, 'waiver-without-expiry: the waiver of a-b has no end'],
    ['for everything', { ...complete, address: '*' }, 'waiver-too-broad: the waiver of a-b is for *'],
    ['for a stack', { ...complete, address: 'data:*' }, 'waiver-too-broad: the waiver of a-b is for data:*'],
    ['for a type', { ...complete, address: 'aws_a.*' }, 'waiver-too-broad: the waiver of a-b is for aws_a.*'],
    [
      'for a kind of types',
      { ...complete, address: 'aws_*' },
      'waiver-too-broad: the waiver of a-b is for aws_*',
    ],
    [
      'for a module',
      { ...complete, address: 'module.m.*' },
      'waiver-too-broad: the waiver of a-b is for module.m.*',
    ],
    [
      'with a star within',
      { ...complete, address: 'aws_*.b' },
      'waiver-too-broad: the waiver of a-b is for aws_*.b',
    ],
    [
      'for every rule',
      { ...complete, rule: '*' },
      'waiver-too-broad: the waiver is for the rule *; a rule is named in full',
    ],
  ])('%s', (_, entry, fault) => {
    expect(apply([entry], [finding])).toEqual({ waived: [], faults: [fault] });
  });

  it('for a whole stack of constructs', () => {
    const { address: _, ...rest } = complete;
    const one = { ...finding, constructPath: 'data/ledger' };
    expect(apply([{ ...rest, construct: 'data/*' }], [one])).toEqual({
      waived: [],
      faults: ['waiver-too-broad: the waiver of a-b is for data/*'],
    });
  });

  it('but not for a type in one named stack', () => {
    const here = { ...finding, stack: 'data' };
    expect(apply([{ ...complete, address: 'data:aws_a.*' }], [here])).toEqual({ waived: [here], faults: [] });
  });

  it('when it stands there twice', () => {
    expect(apply([complete, { ...complete, reason: 'another' }], [finding])).toEqual({
      waived: [finding],
      faults: ['waiver-duplicate: a-b at aws_a.b is waived before in the same file'],
    });
  });

  it('when it waives nothing, in a file for this input', () => {
    const other = { ...finding, rule: 'c-d' };
    expect(apply([complete], [other])).toEqual({
      waived: [],
      faults: ['waiver-unmatched: no finding of a-b is at aws_a.b'],
    });
    expect(apply([complete], [other], { isForThisInput: false })).toEqual({ waived: [], faults: [] });
  });
});

describe('whatever the waivers and findings are', () => {
  const name = fc.constantFrom('a', 'b', 'ab', 'c');
  const rule = fc.constantFrom('r-a', 'r-b');
  const address = fc.tuple(name, name).map(([type, id]) => `aws_${type}.${id}`);
  const findings = fc.array(fc.record({ rule, address }), { maxLength: 12 });
  const entry = fc.record({
    rule: fc.oneof(rule, fc.constant('*')),
    address: fc.oneof(
      address,
      address.map((one) => `${one}*`),
      fc.constantFrom('*', 'aws_*', 'aws_a.*', 'aws_a'),
    ),
    owner: fc.constantFrom('ops', ''),
    reason: fc.constantFrom('for a reason', ''),
    expiry: fc.constantFrom('2026-06-14', '2026-06-15', '2027-01-01', ''),
  });
  const entries = fc.array(entry, { maxLength: 8 });

  it('each waived finding has a complete waiver of its rule that names it', () => {
    fc.assert(
      fc.property(entries, findings, (all, found) => {
        const { waived } = apply(all, found);
        for (const one of waived) {
          expect(
            all.some(
              ({ rule: id, address: pattern, owner, reason, expiry }) =>
                id === one.rule &&
                owner !== '' &&
                reason !== '' &&
                expiry >= '2026-06-15' &&
                (pattern === one.address ||
                  (/^aws_\w+\.\w+\*$/.test(pattern) && one.address.startsWith(pattern.slice(0, -1)))),
            ),
          ).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('each waiver is in use or a finding', () => {
    fc.assert(
      fc.property(entries, findings, (all, found) => {
        for (const one of all) {
          const { waived, faults } = apply([one], found);
          expect(waived.length > 0).toBe(faults.length === 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('one more waiver unwaives nothing, and a later day waives nothing more', () => {
    fc.assert(
      fc.property(entries, entry, findings, (all, more, found) => {
        const before = new Set(apply(all, found).waived);
        const after = new Set(apply([...all, more], found).waived);
        expect([...before].every((one) => after.has(one))).toBe(true);
        const later = apply(all, found, { now: new Date('2026-12-01T00:00:00Z') }).waived;
        expect(later.every((one) => before.has(one))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
