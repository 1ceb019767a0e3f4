import { readBatchFile } from '../../../functions/deposits/batch/batch-file';
import { APPROVAL_LIMIT_MINOR_UNITS as DOMAIN_LIMIT } from '../../../functions/deposits/clearing/decide';
import { parseDepositRequest } from '../../../functions/deposits/deposit-request';
import { APPROVAL_LIMIT_MINOR_UNITS } from '../../../tools/soak/cheques';
import { type LoadPlan, planLoad, type Step } from '../../../tools/soak/load-plan';

function stepsOf<K extends Step['kind']>(plan: LoadPlan, kind: K): Extract<Step, { kind: K }>[] {
  return plan.steps.filter((step): step is Extract<Step, { kind: K }> => step.kind === kind);
}

describe('the plan of the load', () => {
  const plan = planLoad(2_000, 7);
  const deposits = stepsOf(plan, 'deposit').map(({ deposit }) => deposit);
  const batches = stepsOf(plan, 'batch').map(({ batch }) => batch);

  it('is the same for the same seed, and another one for another', () => {
    expect(planLoad(200, 1)).toEqual(planLoad(200, 1));
    expect(planLoad(200, 1)).not.toEqual(planLoad(200, 2));
  });

  it.each([20, 60, 2_000])('has exactly %i deposits that have to be accepted', (count) => {
    const small = planLoad(count, 3);
    const lines = stepsOf(small, 'batch').flatMap(({ batch }) => batch.lines.filter(({ cheque }) => cheque));
    expect(stepsOf(small, 'deposit').length + lines.length).toBe(count);
  });

  it('has a fifth of duplicates on top: some at once, some later', () => {
    const atOnce = deposits.reduce((sum, { copiesAtOnce }) => sum + copiesAtOnce, 0);
    expect(atOnce + stepsOf(plan, 'again').length).toBe(400);
    expect(atOnce).toBeGreaterThan(100);
    expect(stepsOf(plan, 'again').length).toBeGreaterThan(100);
  });

  it('refers only to deposits that were sent before', () => {
    const seen = new Set<string>();
    for (const step of plan.steps) {
      if (step.kind === 'deposit') seen.add(step.deposit.id);
      if (step.kind === 'again' || step.kind === 'other-body') expect(seen).toContain(step.deposit.id);
    }
  });

  it('has every kind of deposit', () => {
    for (const expectation of ['CLEARED', 'REFUSED', 'ONE_OF_TWO', 'WAITING']) {
      expect(deposits.filter((deposit) => deposit.expectation === expectation).length).toBeGreaterThan(0);
    }
    for (const image of ['clean', 'blurred', 'amount-illegible', 'blank', 'other-amount', 'none']) {
      expect(deposits.filter((deposit) => deposit.image === image).length).toBeGreaterThan(0);
    }
  });

  it('presents a cheque again in pairs, each under a key of its own', () => {
    const twins = deposits.filter(({ twinOf }) => twinOf !== undefined);
    expect(twins).toHaveLength(80);
    for (const twin of twins) {
      const first = deposits.find(({ id }) => id === twin.twinOf);
      expect(first?.cheque).toEqual(twin.cheque);
      expect(first?.idempotencyKey).not.toBe(twin.idempotencyKey);
    }
  });

  it('sends what the domain accepts, and what it refuses', () => {
    for (const { cheque } of deposits) {
      expect(parseDepositRequest(cheque.body).amount).toEqual({
        minorUnits: cheque.minorUnits,
        currency: cheque.body.currency,
      });
    }
    const bodies = stepsOf(plan, 'malformed').filter(({ request }) => request.idempotencyKey !== undefined);
    expect(bodies.length).toBeGreaterThan(30);
    for (const { request } of bodies) expect(() => parseDepositRequest(JSON.parse(request.body))).toThrow();
  });

  it('knows what the domain makes of the lines of each batch', () => {
    for (const batch of batches) {
      const file = Buffer.from(batch.lines.map(({ text }) => text).join('\n'));
      const read = readBatchFile(file);
      if ('failure' in read) throw new Error(read.failure);
      const good = batch.lines.flatMap(({ cheque }, index) => (cheque ? [index + 1] : []));
      expect(read.accepted.map(({ line }) => line)).toEqual(good);
      expect(read.rejected).toHaveLength(batch.malformed);
      expect(read.duplicates).toHaveLength(batch.duplicates);
    }
  });

  it('asks for a person exactly above the limit of the domain', () => {
    expect(APPROVAL_LIMIT_MINOR_UNITS).toBe(DOMAIN_LIMIT);
    const clean = deposits.filter(({ image }) => image === 'clean');
    for (const { cheque, expectation } of clean) {
      const isLarge = cheque.minorUnits > DOMAIN_LIMIT;
      if (expectation === 'WAITING' || expectation === 'REFUSED') expect(isLarge).toBe(true);
      if (expectation === 'ONE_OF_TWO') expect(isLarge).toBe(false);
    }
  });
});
