import type { Facts } from '../../../tools/soak/reckoning';
import { reckon } from '../../../tools/soak/reckoning';
import type { StoredDeposit } from '../../../tools/soak/stored-facts';
import { entriesOf, idOf, perfectRun } from './perfect-run';

/** The perfect run with other facts. */
function findingsWith(change: (facts: Facts) => Partial<Facts>): readonly string[] {
  const facts = perfectRun();
  return reckon({ ...facts, ...change(facts) }).findings;
}

/** The perfect run with one deposit stored otherwise; the ledger follows unless it is told not to. */
function withDeposit(index: number, change: Partial<StoredDeposit>, ledgerFollows = true): readonly string[] {
  return findingsWith(({ stored }) => {
    const deposits = stored.deposits.map((deposit) =>
      deposit.depositId === idOf(index) ? { ...deposit, ...change } : deposit,
    );
    if (!ledgerFollows) return { stored: { ...stored, deposits } };
    const entries = entriesOf(deposits);
    const last = entries.at(-1);
    const head = last && { sequence: last.sequence, hash: last.hash };
    return { stored: { ...stored, deposits, entries, head } };
  });
}

describe('the reckoning of a run', () => {
  it('comes out when everything went as it has to', () => {
    const { findings, ...sum } = reckon(perfectRun());
    expect(findings).toEqual([]);
    expect(sum).toMatchObject({
      accepted: 7,
      cleared: 4,
      waiting: 1,
      entries: 4,
      rejectedByReason: { APPROVAL_REFUSED: 1, CHEQUE_PRESENTED_BEFORE: 1 },
    });
    for (const { deposits, ledger } of Object.values(sum.amounts)) expect(deposits).toBe(ledger);
    expect(Object.keys(sum.amounts).sort()).toEqual(['EUR', 'USD']);
  });

  it('leaves aside what was there before the run', () => {
    const findings = findingsWith(({ record, told }) => {
      const left = new Map(record.accepted);
      left.delete(idOf(0));
      return { record: { ...record, accepted: left }, planned: 6, before: new Set([idOf(0)]), told };
    });
    expect(findings).toEqual([]);
  });

  describe('names a deposit that', () => {
    it('was accepted and is lost', () => {
      const findings = findingsWith(({ stored }) => {
        const deposits = stored.deposits.filter(({ depositId }) => depositId !== idOf(5));
        return { stored: { ...stored, deposits } };
      });
      expect(findings).toEqual([`${idOf(5)} (d5): accepted and not stored`]);
    });

    it('is stored and was never accepted', () => {
      const findings = findingsWith(({ record }) => {
        const accepted = new Map(record.accepted);
        accepted.delete(idOf(1));
        return { record: { ...record, accepted }, planned: 6 };
      });
      expect(findings).toEqual([`${idOf(1)}: stored and never accepted`]);
    });

    it.each(['RECEIVED', 'CLEARING'])('is still %s', (status) => {
      expect(withDeposit(0, { status })).toEqual(
        expect.arrayContaining([`${idOf(0)} (d0): expected CLEARED, found ${status}`]),
      );
    });

    it('is posted twice', () => {
      const findings = findingsWith(({ stored }) => {
        const [first] = stored.deposits;
        const entries = entriesOf([...stored.deposits, ...(first ? [first] : [])]);
        const last = entries.at(-1);
        return { stored: { ...stored, entries, head: last && { sequence: last.sequence, hash: last.hash } } };
      });
      expect(findings[0]).toBe(`${idOf(0)}: posted 2 times`);
      expect(findings[1]).toMatch(/^USD: deposits of \d+ and ledger entries of \d+ in all$/);
    });

    it('is cleared and not posted', () => {
      expect(withDeposit(2, { status: 'CLEARED', reasons: [] }, false)).toContain(
        `${idOf(2)}: cleared and not posted`,
      );
    });

    it('is posted and rejected', () => {
      expect(withDeposit(0, { status: 'REJECTED', reasons: ['APPROVAL_REFUSED'] }, false)[0]).toBe(
        `${idOf(0)}: posted and REJECTED`,
      );
    });

    it('is posted with another amount', () => {
      const findings = withDeposit(0, { minorUnits: 1 }, false);
      expect(findings).toContain(`${idOf(0)}: posted with another amount or to another account`);
      expect(findings).toContain(`${idOf(0)} (d0): stored otherwise than it was sent`);
    });

    it('is rejected without a reason that it has', () => {
      expect(withDeposit(1, { status: 'REJECTED', reasons: ['ACCOUNT_FROZEN'] })[0]).toBe(
        `${idOf(1)} (d1): expected CLEARED, found REJECTED for ACCOUNT_FROZEN`,
      );
    });

    it('is of the same cheque as another that is cleared too', () => {
      expect(withDeposit(4, { status: 'CLEARED', reasons: [] })).toContain(
        'd3 and its twin: 2 of the two are cleared',
      );
    });

    it('is of the same cheque as another, and neither is cleared', () => {
      const reasons = ['CHEQUE_PRESENTED_BEFORE'];
      expect(withDeposit(3, { status: 'REJECTED', reasons })).toContain(
        'd3 and its twin: 0 of the two are cleared',
      );
    });

    it('the partner was not told of', () => {
      const findings = findingsWith(({ told }) => {
        const left = new Map(told);
        left.delete(idOf(2));
        return { told: left };
      });
      expect(findings).toEqual([`${idOf(2)}: REJECTED, and the partner was not told`]);
    });

    it('the partner was told two outcomes of, or one under two keys', () => {
      const findings = findingsWith(({ told }) => {
        const one = {
          outcomes: new Set(['CLEARED', 'REJECTED']),
          idempotencyKeys: new Set(['a', 'b']),
          firstMs: 1,
          times: 2,
        };
        return { told: new Map([...told, [idOf(0), one]]) };
      });
      expect(findings).toEqual([
        `${idOf(0)}: CLEARED, and the partner was told CLEARED and REJECTED`,
        `${idOf(0)}: told to the partner under several keys`,
      ]);
    });

    it('the partner was told of and nobody has', () => {
      const one = { outcomes: new Set(['CLEARED']), idempotencyKeys: new Set(['a']), firstMs: 1, times: 1 };
      expect(findingsWith(({ told }) => ({ told: new Map([...told, [idOf(99), one]]) }))).toEqual([
        `${idOf(99)}: told to the partner and not stored`,
      ]);
    });

    it('has an event that is not out', () => {
      const unpublished = [{ eventId: 'e', depositId: idOf(0), type: 'DepositCleared' }];
      expect(findingsWith(({ stored }) => ({ stored: { ...stored, unpublished } }))).toEqual([
        `${idOf(0)}: its event DepositCleared was not published`,
      ]);
    });
  });

  describe('finds', () => {
    it('a chain that was changed, shortened or has no head', () => {
      const changed = findingsWith(({ stored }) => ({
        stored: {
          ...stored,
          entries: stored.entries.map((entry, index) =>
            index === 1 ? { ...entry, postedAtMicros: 99 } : entry,
          ),
        },
      }));
      expect(changed).toEqual(["the ledger's chain at 2: CHANGED"]);
      const shortened = findingsWith(({ stored }) => ({
        stored: { ...stored, entries: stored.entries.slice(0, -1) },
      }));
      expect(shortened).toContain("the ledger's chain at 4: MISSING");
      expect(findingsWith(({ stored }) => ({ stored: { ...stored, head: undefined } }))).toEqual([
        'the ledger has no head',
      ]);
    });

    it('fewer deposits accepted than were sent', () => {
      expect(findingsWith(() => ({ planned: 8 }))).toEqual(['8 deposits were sent and 7 accepted']);
    });

    it('a good message that is dead, poison that is not, and a dead message without a reason', () => {
      const deadLetters = [{ queue: 'clearing', reason: 'UnavailableError: the database' }];
      expect(findingsWith(() => ({ settlement: { deadLetters, unsettled: undefined } }))).toEqual([
        'a good message of clearing is dead: UnavailableError: the database',
        '1 poison messages were sent and 0 are in dead-letter queues',
      ]);
      const silent = [{ queue: 'clearing', reason: 'no reason was logged', poison: 'no-json' }];
      expect(findingsWith(() => ({ settlement: { deadLetters: silent, unsettled: undefined } }))).toEqual([
        'a dead message of clearing has no reason in the logs',
      ]);
    });

    it('what did not come to its end, and answers that nobody expected', () => {
      expect(
        findingsWith(({ settlement, record }) => ({
          settlement: { ...settlement, unsettled: '2 batches' },
          record: { ...record, surprises: ['d1 was not accepted: 500'] },
        })),
      ).toEqual(['d1 was not accepted: 500', 'not at its end in time: 2 batches']);
    });

    it('a batch that failed or counts otherwise', () => {
      const [batch] = perfectRun().record.batches;
      if (!batch) throw new Error('there is a batch');
      const counts = { accepted: 2, rejected: 0, duplicates: 0 };
      const batches = [
        { ...batch, counts },
        { ...batch, label: 'batch 2', status: 'FAILED' },
      ];
      const findings = findingsWith(({ record }) => ({ record: { ...record, batches } }));
      expect(findings[0]).toMatch(/^batch 1: expected \{"accepted":1.* found \{"accepted":2/);
      expect(findings[1]).toBe('batch 2 is FAILED');
    });

    it('signatures that the partner refused, and logs that tell too much', () => {
      const leaks = { count: 3, leaks: [{ source: 'post-ledger', what: 'a secret', line: 'key <found>' }] };
      expect(findingsWith(() => ({ signatureRefusals: 2, leaks }))).toEqual([
        'the partner refused 2 signatures',
        '3 log lines hold secrets or customer data',
        'post-ledger logged a secret: key <found>',
      ]);
    });
  });
});
