import { ApprovalContentionError } from '../../../../functions/deposits/clearing/approval-contention-error';
import { requestApproval } from '../../../../functions/deposits/clearing/request-approval';
import { CALLER } from '../../support/fakes';
import { at, system, waiting } from './approval-system';
import { DEPOSIT_ID } from './support';

describe('requestApproval', () => {
  test('marks the deposit, stores the token, then tells', async () => {
    const { request, stored, published, marked, awaiting } = system();
    await expect(request()).resolves.toEqual({ expiresAt: waiting.expiresAt, wasAnswered: false });
    expect(stored()).toEqual(waiting);
    expect(published).toEqual(awaiting);
    expect(published[0]).toMatchObject({
      type: 'ApprovalRequested',
      data: {
        depositId: DEPOSIT_ID,
        reasons: ['AMOUNT_ABOVE_LIMIT'],
        expiresAt: waiting.expiresAt.toISOString(),
      },
    });
    expect(marked).toEqual([published[0]?.metadata.eventId]);
    expect(JSON.stringify(published)).not.toContain('token-1');
  });

  test('GIVEN a task that waits for less THEN answers are taken for less', async () => {
    const { ports, published } = system();
    const command = { depositId: DEPOSIT_ID, reasons: ['AMOUNT_ABOVE_LIMIT'] as const, taskToken: 'token-1' };
    await expect(requestApproval(ports, { ...command, timeoutSeconds: 600 })).resolves.toMatchObject({
      expiresAt: at(540),
    });
    expect(published[0]).toMatchObject({ data: { expiresAt: at(540).toISOString() } });
  });

  test('GIVEN it is told already THEN not again', async () => {
    const { ports, request, published } = system();
    ports.deposits.markAwaiting = async () => ({ submittedBy: CALLER, isPublished: true });
    await request();
    expect(published).toEqual([]);
  });

  test('GIVEN it runs again THEN the new token is the one that is answered', async () => {
    const { request, answer, tasks } = system();
    await request('token-0');
    await request('token-1');
    await expect(answer()).resolves.toMatchObject({ kind: 'taken' });
    expect([...tasks.ended.keys()]).toEqual(['token-1']);
  });

  test('GIVEN a person answered an earlier run THEN the answer goes to this one, and nobody is asked', async () => {
    const { request, answer, tasks, published, stored } = system();
    await request();
    await answer('REFUSED');
    tasks.open.add('token-2');
    await expect(request('token-2')).resolves.toMatchObject({ wasAnswered: true });
    expect(tasks.ended.get('token-2')).toMatchObject({ outcome: 'REFUSED', by: 'approver' });
    expect(published).toHaveLength(1);
    expect(stored()).toMatchObject({ ended: 'delivered', taskToken: 'token-2' });
    await expect(answer('REFUSED')).resolves.toMatchObject({ kind: 'taken' });
  });

  test('GIVEN an answer, and a token that is void already THEN the answer stays for the next run', async () => {
    const { request, answer, tasks } = system();
    await request();
    await answer();
    await expect(request('token-void')).resolves.toMatchObject({ wasAnswered: true });
    tasks.open.add('token-3');
    await expect(request('token-3')).resolves.toMatchObject({ wasAnswered: true });
    expect(tasks.ended.get('token-3')).toMatchObject({ outcome: 'APPROVED', by: 'approver' });
  });

  test('GIVEN an answer that was refused as too late THEN the next run asks anew', async () => {
    const { request, answer, tasks, published } = system();
    await request();
    tasks.open.clear();
    await expect(answer()).resolves.toEqual({ kind: 'expired' });
    tasks.open.add('token-2');
    await expect(request('token-2')).resolves.toMatchObject({ wasAnswered: false });
    expect(published).toHaveLength(2);
    await expect(answer('REFUSED', 'other')).resolves.toMatchObject({ kind: 'taken' });
  });

  test.each([false, true])(
    'GIVEN others keep changing it (answered: %p) THEN an error',
    async (isAnswered) => {
      const { approvals, request, answer } = system();
      if (isAnswered) {
        await request();
        await answer();
      }
      approvals.save = async () => undefined;
      await expect(request()).rejects.toBeInstanceOf(ApprovalContentionError);
    },
  );

  test('GIVEN an answer between reading and storing THEN it is passed on', async () => {
    const { approvals, request, answer, tasks } = system();
    await request();
    tasks.open.add('token-2');
    let saves = 0;
    approvals.before = async (what) => {
      if (what !== 'save' || ++saves > 1) return;
      approvals.before = async () => undefined;
      await answer();
    };
    await expect(request('token-2')).resolves.toMatchObject({ wasAnswered: true });
    expect(tasks.ended.get('token-2')).toMatchObject({ outcome: 'APPROVED' });
  });
});
