import fc from 'fast-check';
import { ANSWERS } from '../../../../functions/deposits/clearing/approval';
import { ApprovalContentionError } from '../../../../functions/deposits/clearing/approval-contention-error';
import { UnavailableError } from '../../../../functions/shared/errors';
import { CALLER } from '../../support/fakes';
import { NOW, system, waiting } from './approval-system';

describe('answerApproval', () => {
  test('GIVEN nobody asked THEN not waiting', async () => {
    await expect(system().answer()).resolves.toEqual({ kind: 'not-waiting' });
  });

  test('GIVEN an answer THEN it is stored, then sent, and a repetition answers the same without sending', async () => {
    const { request, answer, tasks, stored } = system();
    await request();
    const first = await answer();
    expect(first).toEqual({ kind: 'taken', answer: { outcome: 'APPROVED', by: 'approver', at: NOW } });
    expect(stored()).toMatchObject({ ended: 'delivered', sends: 1 });
    tasks.next = () => new Error('must not be sent');
    await expect(answer()).resolves.toEqual(first);
    await expect(answer('REFUSED')).resolves.toEqual({ kind: 'answered' });
    await expect(answer('APPROVED', 'other')).resolves.toEqual({ kind: 'answered' });
    await expect(answer('APPROVED', CALLER)).resolves.toEqual({ kind: 'own-deposit' });
  });

  test('GIVEN the send fails THEN the answer stays, and the repetition sends it', async () => {
    const { request, answer, tasks, stored } = system();
    await request();
    tasks.next = () => new UnavailableError('Step Functions', 5);
    await expect(answer()).rejects.toBeInstanceOf(UnavailableError);
    expect(stored()).toMatchObject({ answer: { outcome: 'APPROVED' }, sends: 1 });
    await expect(answer('REFUSED', 'other')).resolves.toEqual({ kind: 'answered' });
    tasks.next = undefined;
    await expect(answer()).resolves.toMatchObject({ kind: 'taken' });
    expect(tasks.ended.get('token-1')).toMatchObject({ outcome: 'APPROVED' });
  });

  test('GIVEN the send had effect, and its answer was lost THEN the repetition finds it closed by itself', async () => {
    const { request, answer, tasks } = system();
    await request();
    tasks.next = () => new UnavailableError('Step Functions', 5);
    await expect(answer()).rejects.toThrow();
    tasks.next = undefined;
    tasks.open.clear();
    await expect(answer()).resolves.toMatchObject({ kind: 'taken' });
  });

  test('GIVEN a try within the send had effect THEN it is taken', async () => {
    const { request, answer, tasks, stored } = system();
    await request();
    tasks.next = () => 'unclear';
    await expect(answer()).resolves.toMatchObject({ kind: 'taken' });
    expect(stored()).toMatchObject({ ended: 'delivered' });
  });

  test('GIVEN the task is over, and nobody sent anything before THEN expired, also when repeated', async () => {
    const { request, answer, tasks } = system();
    await request();
    tasks.open.clear();
    await expect(answer()).resolves.toEqual({ kind: 'expired' });
    await expect(answer()).resolves.toEqual({ kind: 'expired' });
  });

  test('GIVEN it is late THEN expired, and nothing is stored or sent', async () => {
    let now = NOW;
    const { request, answer, tasks, stored } = system(() => now);
    await request();
    now = waiting.expiresAt;
    await expect(answer()).resolves.toEqual({ kind: 'expired' });
    expect(tasks.ended.size).toBe(0);
    expect(stored()?.answer).toBeUndefined();
  });

  test('GIVEN the task runs again while the answer is under way THEN the answer reaches it', async () => {
    const { request, answer, tasks } = system();
    await request();
    tasks.before = async () => {
      tasks.before = async () => undefined;
      // The first run of the function ended with an error after all: its token is void, and the task runs again.
      tasks.open.clear();
      tasks.open.add('token-2');
      await request('token-2');
    };
    await expect(answer()).resolves.toMatchObject({ kind: 'taken' });
    expect(tasks.ended.get('token-2')).toMatchObject({ outcome: 'APPROVED' });
  });

  test('GIVEN the delivery cannot be noted THEN a warning, and the answer counts', async () => {
    const { approvals, request, answer, warnings } = system();
    await request();
    let saves = 0;
    approvals.before = async (what) => {
      if (what === 'save' && ++saves === 2) throw new UnavailableError('the approvals table', 5);
    };
    await expect(answer()).resolves.toMatchObject({ kind: 'taken' });
    expect(warnings).toEqual(['the approval could not be marked as delivered']);
  });

  test('GIVEN others keep changing it THEN an error', async () => {
    const { approvals, request, answer } = system();
    await request();
    approvals.save = async () => undefined;
    await expect(answer()).rejects.toBeInstanceOf(ApprovalContentionError);
  });

  test('THEN in whatever order people and faults meet, one answer ends the task, and nobody is told otherwise', async () => {
    const people = fc.array(
      fc.record({ outcome: fc.constantFrom(...ANSWERS), by: fc.constantFrom('a', 'b', CALLER) }),
      { minLength: 1, maxLength: 4 },
    );
    const faults = fc.array(fc.constantFrom('none', 'before', 'after'), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), people, faults, async (scheduler, calls, sendFaults) => {
        const { approvals, tasks, request, answer } = system();
        await request();
        approvals.before = (what) => scheduler.schedule(Promise.resolve(), what);
        const reallyDeliver = tasks.deliver.bind(tasks);
        let sends = 0;
        tasks.deliver = async (token, sent) => {
          await scheduler.schedule(Promise.resolve(), 'send');
          const fault = sendFaults[sends++];
          if (fault === 'before') throw new UnavailableError('Step Functions', 5);
          const delivery = await reallyDeliver(token, sent);
          if (fault === 'after') throw new UnavailableError('Step Functions', 5);
          return delivery;
        };
        const results = calls.map((call) =>
          answer(call.outcome, call.by).then(
            (result) => ({ call, result: result.kind as string }),
            (error: Error) => ({ call, result: error.name }),
          ),
        );
        const told = await scheduler.waitFor(Promise.all(results));
        const ended = tasks.ended.get('token-1');
        for (const { call, result } of told) {
          if (call.by === CALLER) expect(result).toBe('own-deposit');
          else if (result === 'taken') expect(ended).toMatchObject(call);
          else expect(['answered', 'UnavailableError', 'ApprovalContentionError']).toContain(result);
          expect(result).not.toBe('expired');
        }
        expect(ended?.by).not.toBe(CALLER);
      }),
      { numRuns: 300 },
    );
  });
});
