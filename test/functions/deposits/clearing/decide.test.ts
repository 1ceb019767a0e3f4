import fc from 'fast-check';
import * as v from 'valibot';
import { verifyAccount } from '../../../../functions/deposits/clearing/account';
import {
  CHECK_OUTCOMES,
  CHECKS,
  type CheckResult,
  checkResultSchema,
} from '../../../../functions/deposits/clearing/check';
import {
  APPROVAL_LIMIT_MINOR_UNITS,
  decide,
  decideAfterApproval,
  IncompleteChecksError,
} from '../../../../functions/deposits/clearing/decide';
import { REASONS } from '../../../../functions/deposits/clearing/reason';
import { screen } from '../../../../functions/deposits/clearing/screening';
import { DepositStatusError, nextStatus, TRANSITIONS } from '../../../../functions/deposits/clearing/status';
import { DEPOSIT_STATUSES } from '../../../../functions/deposits/deposit';
import { depositRejected } from '../../../../functions/deposits/events/deposit-rejected';
import { ALL_PASSED, DEPOSIT_ID } from './support';

const usd = (minorUnits: number) => ({ minorUnits, currency: 'USD' });
const reasons = fc.uniqueArray(fc.constantFrom(...REASONS), { minLength: 1, maxLength: 4 });
const result = (check: CheckResult['check']): fc.Arbitrary<CheckResult> =>
  fc.oneof(
    fc.constant({ check, outcome: 'PASSED', reasons: [] } as const),
    reasons.map((found) => ({ check, outcome: 'REVIEW', reasons: found }) as const),
    reasons.map((found) => ({ check, outcome: 'FAILED', reasons: found }) as const),
  );
const checks = fc
  .tuple(result('cheque'), result('screening'), result('account'))
  .chain((all) => fc.shuffledSubarray(all, { minLength: 3 }));
const amount = fc.integer({ min: 1, max: 2 * APPROVAL_LIMIT_MINOR_UNITS }).map(usd);

describe('decide', () => {
  test('GIVEN all passed and an amount at the limit THEN POST; above it THEN REVIEW', () => {
    expect(decide(ALL_PASSED, usd(1_000_000))).toEqual({ decision: 'POST', reasons: [] });
    expect(decide(ALL_PASSED, usd(1_000_001))).toEqual({
      decision: 'REVIEW',
      reasons: ['AMOUNT_ABOVE_LIMIT'],
    });
  });

  test('THEN a failure rejects, a doubt or the amount asks a person, and only the rest is posted', () => {
    fc.assert(
      fc.property(checks, amount, (all, money) => {
        const { decision, reasons: told } = decide(all, money);
        const has = (outcome: string) => all.some((each) => each.outcome === outcome);
        const isLarge = money.minorUnits > APPROVAL_LIMIT_MINOR_UNITS;
        if (has('FAILED')) expect(decision).toBe('REJECT');
        else expect(decision).toBe(has('REVIEW') || isLarge ? 'REVIEW' : 'POST');
        expect(told.length > 0).toBe(decision !== 'POST');
        expect(new Set(told).size).toBe(told.length);
      }),
    );
  });

  test('THEN the order of the checks makes no difference, and a rejection can always be told', () => {
    fc.assert(
      fc.property(checks, amount, (all, money) => {
        const verdict = decide(all, money);
        expect(decide([...all].reverse(), money)).toEqual(verdict);
        if (verdict.decision !== 'REJECT') return;
        const told = { depositId: DEPOSIT_ID, reasons: verdict.reasons, rejectedAt: new Date(0) };
        expect(depositRejected(told, DEPOSIT_ID).data.reasons).toEqual(verdict.reasons);
      }),
    );
  });

  test('THEN a worse check never makes a better decision', () => {
    const rank = { POST: 0, REVIEW: 1, REJECT: 2 };
    fc.assert(
      fc.property(checks, amount, fc.nat(2), (all, money, index) => {
        const worse = all.map((each, place) => {
          const next = CHECK_OUTCOMES[CHECK_OUTCOMES.indexOf(each.outcome) + 1];
          return place === index && next
            ? { ...each, outcome: next, reasons: ['IMAGE_MISSING' as const] }
            : each;
        });
        expect(rank[decide(worse, money).decision]).toBeGreaterThanOrEqual(rank[decide(all, money).decision]);
      }),
    );
  });

  test.each([
    ['none', []],
    ['one missing', ALL_PASSED.slice(1)],
    ['one twice', [...ALL_PASSED, ...ALL_PASSED.slice(0, 1)]],
    ['one in the place of another', [...ALL_PASSED.slice(0, 2), ...ALL_PASSED.slice(0, 1)]],
  ])('GIVEN %s THEN it throws: what was not checked is not posted', (_what, given) => {
    expect(() => decide(given, usd(1))).toThrow(IncompleteChecksError);
  });

  test.each([
    ['APPROVED', 'POST', []],
    ['REFUSED', 'REJECT', ['APPROVAL_REFUSED']],
    ['EXPIRED', 'REJECT', ['APPROVAL_EXPIRED']],
  ] as const)('GIVEN %s by a person THEN %s', (outcome, decision, told) => {
    expect(decideAfterApproval(outcome)).toEqual({ decision, reasons: told });
  });
});

describe('the checks', () => {
  test.each([
    [false, false, 'PASSED', []],
    [true, false, 'FAILED', ['CHEQUE_PRESENTED_BEFORE']],
    [false, true, 'FAILED', ['DRAWER_BLOCKED']],
    [true, true, 'FAILED', ['CHEQUE_PRESENTED_BEFORE', 'DRAWER_BLOCKED']],
  ])(
    'screening: presented before %p, drawer blocked %p: %s',
    (isPresentedBefore, isDrawerBlocked, outcome, told) => {
      expect(screen({ isPresentedBefore, isDrawerBlocked })).toEqual({
        check: 'screening',
        outcome,
        reasons: told,
      });
    },
  );

  test('account: passes without a restriction, known account or not', () => {
    expect(verifyAccount(undefined)).toEqual({ check: 'account', outcome: 'PASSED', reasons: [] });
    expect(verifyAccount('FROZEN')).toMatchObject({ outcome: 'FAILED', reasons: ['ACCOUNT_FROZEN'] });
    expect(verifyAccount('CLOSED')).toMatchObject({ outcome: 'FAILED', reasons: ['ACCOUNT_CLOSED'] });
  });

  test('what does not pass has a reason, or is no result', () => {
    const accepts = (value: unknown) => v.safeParse(checkResultSchema, value).success;
    for (const check of CHECKS) {
      expect(accepts({ check, outcome: 'PASSED', reasons: [] })).toBe(true);
      expect(accepts({ check, outcome: 'FAILED', reasons: [] })).toBe(false);
      expect(accepts({ check, outcome: 'REVIEW', reasons: ['SOMETHING'] })).toBe(false);
    }
  });
});

describe('the states of a deposit', () => {
  const steps = ['start-clearing', 'request-approval', 'resume', 'post', 'reject'] as const;
  const step = fc.constantFrom(...steps);

  test('THEN every step leads on or is refused by name, and a refused one says where it was tried', () => {
    for (const status of DEPOSIT_STATUSES) {
      for (const each of steps) {
        const next = TRANSITIONS[status][each];
        if (next) expect(nextStatus(status, each)).toBe(next);
        else expect(() => nextStatus(status, each)).toThrow(new DepositStatusError(status, each).message);
      }
    }
  });

  test('THEN whatever is tried, an end is an end, and nobody posts what was rejected', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (tried) => {
        let status: (typeof DEPOSIT_STATUSES)[number] = 'RECEIVED';
        const ends: string[] = [];
        for (const each of tried) {
          status = TRANSITIONS[status][each] ?? status;
          if (status === 'CLEARED' || status === 'REJECTED') ends.push(status);
        }
        expect(new Set(ends).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('THEN a step repeated changes nothing', () => {
    for (const status of DEPOSIT_STATUSES) {
      for (const each of steps) {
        const next = TRANSITIONS[status][each];
        if (next && each !== 'resume') expect(TRANSITIONS[next][each]).toBe(next);
      }
    }
  });

  test('THEN every status is reached', () => {
    const reached = new Set<string>(['RECEIVED', ...Object.values(TRANSITIONS).flatMap(Object.values)]);
    expect(reached).toEqual(new Set(DEPOSIT_STATUSES));
  });
});
