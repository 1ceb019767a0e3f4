import { KILLABLE, planFaults, QUEUES } from '../../../tools/soak/fault-plan';
import { CONTRACTS_OF } from './contracts';

describe('the plan of the faults', () => {
  it('is the same for the same seed', () => {
    expect(planFaults(500, 4)).toEqual(planFaults(500, 4));
    expect(planFaults(500, 4)).not.toEqual(planFaults(500, 5));
  });

  it.each([20, 60, 2_000, 10_000])(
    'has every kind of fault for %i deposits, in the order of their moments',
    (deposits) => {
      const plan = planFaults(deposits, 1);
      const kinds = new Set(plan.map(({ fault }) => fault.kind));
      expect([...kinds].sort()).toEqual([
        'database-answers-lost',
        'database-cut-off',
        'database-resumes',
        'kill',
        'partner',
        'poison',
        'redelivery',
      ]);
      const moments = plan.map(({ at }) => at);
      expect(moments).toEqual([...moments].sort((left, right) => left - right));
      expect(Math.min(...moments)).toBeGreaterThan(0);
      expect(Math.max(...moments)).toBeLessThan(1);
    },
  );

  it('lets poison arrive in each queue', () => {
    const queues = planFaults(60, 1).flatMap(({ fault }) => (fault.kind === 'poison' ? [fault.queue] : []));
    expect(new Set(queues)).toEqual(new Set(QUEUES));
  });

  it('kills only functions that there are, and each of those that a deposit or a batch meets', () => {
    for (const name of KILLABLE) expect(CONTRACTS_OF).toContain(name);
    const killed = planFaults(60, 9).flatMap(({ fault }) =>
      fault.kind === 'kill' ? [fault.functionName] : [],
    );
    expect(new Set(killed)).toEqual(new Set(KILLABLE));
  });

  it('does more in a longer run', () => {
    expect(planFaults(10_000, 1).length).toBeGreaterThan(2 * planFaults(2_000, 1).length);
  });
});
