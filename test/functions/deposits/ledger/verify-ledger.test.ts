import fc from 'fast-check';
import { ledgerBroken } from '../../../../functions/deposits/events/ledger-broken';
import { LEDGER_BREAK_KINDS } from '../../../../functions/deposits/ledger/ledger-break';
import { verificationRanges } from '../../../../functions/deposits/ledger/verification-ranges';
import { MAX_BREAKS_TOLD, verifyLedger } from '../../../../functions/deposits/ledger/verify-ledger';
import { chainOf, InMemoryAudit, positionOf } from '../../support/ledger-chains';

const chain = (count: number) =>
  chainOf(
    Array.from({ length: count }, (_, index) => ({
      depositId: `01890a5d-ac96-774b-bcce-${String(index).padStart(12, '0')}`,
      currency: 'USD',
      minorUnits: index + 1,
      account: '98765432',
      postedAtMicros: index,
    })),
  );
const verify = (
  audit: InMemoryAudit,
  more: { run?: number; segmentEntries?: number; pages?: number } = {},
) => {
  let pages = more.pages ?? Number.POSITIVE_INFINITY;
  return verifyLedger({
    audit,
    run: more.run ?? 0,
    segmentEntries: more.segmentEntries ?? 1000,
    isOutOfTime: () => pages-- <= 0,
  });
};

describe('verificationRanges', () => {
  test('THEN every entry is verified within as many runs as there are older segments', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: 1, max: 20 }), fc.nat(), (head, segment, start) => {
        const seen = new Set<number>();
        const runs = Math.max(1, Math.ceil(head / segment) - 1);
        for (let run = start; run < start + runs; run += 1) {
          const ranges = verificationRanges(head, run, segment);
          expect(ranges.length).toBeLessThanOrEqual(2);
          for (const { from, through } of ranges) {
            expect(through - from).toBeLessThan(segment);
            for (let sequence = from; sequence <= through; sequence += 1) seen.add(sequence);
          }
        }
        expect([...seen].sort((a, b) => a - b)).toEqual(
          Array.from({ length: head }, (_, index) => index + 1),
        );
      }),
    );
  });
});

describe('verifyLedger', () => {
  test('GIVEN an empty ledger THEN it is intact, and no anchor is kept', async () => {
    const audit = new InMemoryAudit([]);
    await expect(verify(audit)).resolves.toMatchObject({
      intact: true,
      complete: true,
      entries: 0,
      ranges: [],
    });
    expect(audit.anchors).toEqual([]);
  });

  test('GIVEN a whole chain in several segments THEN intact, paged, and its head kept as an anchor', async () => {
    const entries = chain(25);
    const audit = new InMemoryAudit(entries);
    await expect(verify(audit, { segmentEntries: 10, run: 1 })).resolves.toEqual({
      intact: true,
      complete: true,
      head: positionOf(entries),
      ranges: [
        { from: 11, through: 20 },
        { from: 21, through: 25 },
      ],
      entries: 15,
      breakCount: 0,
      breaks: [],
    });
    expect(audit.pages).toEqual([11, 14, 17, 20, 21, 24]);
    expect(audit.anchors).toEqual([positionOf(entries)]);
  });

  test('GIVEN a link broken where two segments meet THEN it is told', async () => {
    const audit = new InMemoryAudit([...chain(10), ...chain(20).slice(10)]);
    const { entry } = audit.rows[9] ?? {};
    if (entry) audit.rows[9] = { entry: { ...entry, hash: 'f'.repeat(64) } };
    const { breaks } = await verify(audit, { segmentEntries: 10 });
    expect(breaks.map(({ sequence, kind }) => `${sequence} ${kind}`)).toEqual([
      '10 CHANGED',
      '10 NOT_CLEARED',
      '11 BROKEN_LINK',
    ]);
  });

  test('GIVEN the entry before a segment is missing THEN both its place and the link are told', async () => {
    const audit = new InMemoryAudit(chain(20));
    audit.rows.splice(9, 1);
    const { breaks } = await verify(audit, { segmentEntries: 10 });
    expect(breaks.map(({ sequence, kind }) => `${sequence} ${kind}`)).toEqual([
      '10 MISSING',
      '11 BROKEN_LINK',
    ]);
  });

  test('GIVEN no time THEN it is not complete, and no anchor is kept', async () => {
    const audit = new InMemoryAudit(chain(10));
    await expect(verify(audit, { pages: 2 })).resolves.toMatchObject({
      intact: true,
      complete: false,
      entries: 6,
      ranges: [{ from: 1, through: 6 }],
    });
    await expect(verify(audit, { pages: 0 })).resolves.toMatchObject({ complete: false, ranges: [] });
    expect(audit.anchors).toEqual([]);
  });

  test('GIVEN more breaks than are told THEN the first by sequence, and their number', async () => {
    const audit = new InMemoryAudit(chain(50));
    audit.rows = audit.rows.map(({ entry }) => ({ entry }));
    const report = await verify(audit);
    expect(report).toMatchObject({ intact: false, breakCount: 50 });
    expect(report.breaks).toHaveLength(MAX_BREAKS_TOLD);
    expect(report.breaks[0]).toMatchObject({ sequence: 1, kind: 'NOT_CLEARED' });
  });

  test('GIVEN each other part of the ledger is wrong THEN it is named', async () => {
    const kinds = async (change: (audit: InMemoryAudit) => void) => {
      const audit = new InMemoryAudit(chain(5));
      change(audit);
      return (await verify(audit)).breaks.map(({ sequence, kind }) => `${sequence} ${kind}`);
    };
    const id = '01890a5d-ac96-774b-bcce-b302099a8057';
    await expect(kinds((audit) => audit.notPosted.push(id))).resolves.toEqual(['5 NOT_POSTED']);
    await expect(kinds((audit) => audit.twice.push({ sequence: 4, depositId: id }))).resolves.toEqual([
      '4 POSTED_TWICE',
    ]);
    await expect(kinds((audit) => audit.anchors.push({ sequence: 3, hash: 'x' }))).resolves.toEqual([
      '3 REWRITTEN',
    ]);
    await expect(kinds((audit) => (audit.head = undefined))).resolves.toEqual(['5 HEAD_MISMATCH']);
    await expect(kinds((audit) => (audit.head = { sequence: 4, hash: 'x' }))).resolves.toEqual([
      '4 HEAD_MISMATCH',
      '5 INSERTED',
    ]);
    await expect(kinds((audit) => (audit.head = { sequence: 9, hash: 'x' }))).resolves.toEqual(['6 MISSING']);
    await expect(
      kinds((audit) => {
        audit.rows = [];
        audit.head = undefined;
      }),
    ).resolves.toEqual(['0 HEAD_MISMATCH']);
    for (const change of [
      { status: 'REJECTED' },
      { currency: 'EUR' },
      { minorUnits: 77 },
      { account: '1' },
    ]) {
      const [found] = await kinds((audit) => {
        const { entry, deposit } = audit.rows[2] ?? {};
        if (entry && deposit) audit.rows[2] = { entry, deposit: { ...deposit, ...change } };
      });
      expect(found).toBe('status' in change ? '3 NOT_CLEARED' : '3 DEPOSIT_DIFFERS');
    }
  });

  test('THEN every kind of break can be told by the event', () => {
    for (const kind of LEDGER_BREAK_KINDS) {
      const event = ledgerBroken(
        { sequence: 0, kind, foundAt: new Date(0) },
        '01890a5d-ac96-774b-bcce-b302099a8057',
      );
      expect(event.data).toEqual({ sequence: 0, kind });
    }
  });
});
