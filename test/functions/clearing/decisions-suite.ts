import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { uuidV7 } from '../../../functions/shared/uuid-v7';
import { apiEvent, captureLog, lambdaContext } from '../support/api-event';
import { CALLER } from '../support/fakes';
import { loseNextAnswer } from '../support/ledger-database';
import {
  answerHandler,
  CHECKS,
  type ClearingSystem,
  eventBridge,
  FAILED,
  getHandler,
  handlers,
  named,
  published,
  run,
  stepFunctions,
} from './clearing-system';

/** The decision, the approval, and what the database allows. */
export function decisionsSuite(system: ClearingSystem): void {
  const { it, deposit, statusOf, decisionOf, waitingEvents, database } = system;

  describe('decide-deposit', () => {
    it('GIVEN all passed THEN POST, on record, once', async () => {
      const depositId = await deposit();
      for (let time = 0; time < 3; time += 1) {
        await expect(run('decide', { depositId, ...CHECKS })).resolves.toEqual({
          decision: 'POST',
          reasons: [],
        });
      }
      expect(await decisionOf(depositId)).toEqual(['POST', '[]', null, null]);
      expect(await statusOf(depositId)).toBe('CLEARING');
      expect(published()).toEqual([]);
    });

    it('GIVEN a failure THEN REJECT, with status and event; the recorded decision wins over another', async () => {
      const depositId = await deposit();
      const rejected = { decision: 'REJECT', reasons: ['ACCOUNT_FROZEN'] };
      await expect(run('decide', { depositId, ...FAILED })).resolves.toEqual(rejected);
      await expect(run('decide', { depositId, ...CHECKS })).resolves.toEqual(rejected);
      await expect(run('decide', { depositId, approval: { approval: 'EXPIRED' } })).resolves.toEqual(
        rejected,
      );
      expect(await statusOf(depositId)).toBe('REJECTED');
      expect(published()).toEqual([
        expect.objectContaining({ type: 'DepositRejected', data: expect.objectContaining({ depositId }) }),
      ]);
      expect(await waitingEvents(depositId)).toBe('0');
    });

    it('GIVEN the bus does not take it THEN the task fails, and the next one tells the same event', async () => {
      const depositId = await deposit();
      eventBridge
        .on(PutEventsCommand)
        .rejectsOnce(named('AccessDeniedException'))
        .resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
      await expect(run('decide', { depositId, ...FAILED })).resolves.toEqual({
        failed: 'AccessDeniedException',
      });
      expect(await statusOf(depositId)).toBe('REJECTED');
      expect(await waitingEvents(depositId)).toBe('1');
      await expect(run('decide', { depositId, ...FAILED })).resolves.toMatchObject({ decision: 'REJECT' });
      const [first, second] = published();
      expect(second).toEqual(first);
      expect(await waitingEvents(depositId)).toBe('0');
    });

    it('GIVEN the answer of the commit is lost THEN it is decided once', async () => {
      const depositId = await deposit();
      const lost = loseNextAnswer('CommitTransactionCommand');
      await expect(run('decide', { depositId, ...FAILED })).resolves.toMatchObject({ decision: 'REJECT' });
      lost.restore();
      expect(lost.lost()).toBe(1);
      expect(published()).toHaveLength(1);
    });

    it('GIVEN it is asked many times at once, for this and for that THEN one decision', async () => {
      const depositId = await deposit();
      const { result } = await captureLog(() =>
        Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            handlers.decide({ depositId, ...(index % 2 ? CHECKS : FAILED) }, lambdaContext(30_000)),
          ),
        ),
      );
      expect(new Set(result.map((each) => JSON.stringify(each))).size).toBe(1);
      expect(new Set(published().map(({ metadata }) => metadata.eventId)).size).toBeLessThanOrEqual(1);
    });

    it('GIVEN deposits of one cheque that all passed THEN exactly one is posted', async () => {
      const ids = await Promise.all(Array.from({ length: 6 }, () => deposit({ chequeNumber: '4242' })));
      const { result } = await captureLog(() =>
        Promise.all(ids.map((depositId) => handlers.decide({ depositId, ...CHECKS }, lambdaContext(30_000)))),
      );
      const decisions = result.map((each) => JSON.stringify(each)).sort();
      const post = JSON.stringify({ decision: 'POST', reasons: [] });
      const reject = JSON.stringify({ decision: 'REJECT', reasons: ['CHEQUE_PRESENTED_BEFORE'] });
      expect(decisions).toEqual([post, reject, reject, reject, reject, reject]);
      expect(published()).toHaveLength(5);
      for (const [index, depositId] of ids.entries()) {
        await expect(run('decide', { depositId, ...CHECKS })).resolves.toEqual(result[index]);
      }
    });

    it('GIVEN a doubt THEN REVIEW, of which nothing is on record', async () => {
      const depositId = await deposit({ amount: { minorUnits: 1_000_001, currency: 'USD' } });
      await expect(run('decide', { depositId, ...CHECKS })).resolves.toEqual({
        decision: 'REVIEW',
        reasons: ['AMOUNT_ABOVE_LIMIT'],
      });
      expect(await decisionOf(depositId)).toBeUndefined();
      expect(await statusOf(depositId)).toBe('CLEARING');
    });

    it('GIVEN a status in which nothing is decided THEN it is refused, and stays', async () => {
      const received = await deposit({ status: 'RECEIVED' });
      const cleared = await deposit({ status: 'CLEARED' });
      const clearing = await deposit();
      const approval = { approval: { approval: 'APPROVED', by: 'a' } };
      for (const [depositId, input] of [
        [received, CHECKS],
        [received, FAILED],
        [cleared, FAILED],
        [clearing, approval],
      ] as const) {
        await expect(run('decide', { depositId, ...input })).resolves.toEqual({
          failed: 'DepositStatusError',
        });
        expect(await decisionOf(depositId)).toBeUndefined();
      }
    });
  });

  describe('the approval', () => {
    const request = (depositId: string, taskToken: string) =>
      run('request', { depositId, reasons: ['AMOUNT_ABOVE_LIMIT'], taskToken });
    const answer = async (
      id: string,
      decision: string,
      userArn = 'arn:aws:iam::123456789012:user/approver',
    ) => {
      const event = apiEvent({
        body: { decision },
        headers: { 'Content-Type': 'application/json' },
        pathParameters: { id },
        userArn,
      });
      const { result, log } = await captureLog(() => answerHandler(event, lambdaContext(20_000)));
      const { statusCode, body } = result as { statusCode: number; body: string };
      expect(`${log}${body}`).not.toContain('token-');
      return { status: statusCode, body: JSON.parse(body) };
    };
    const output = () =>
      JSON.parse(stepFunctions.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input.output ?? '{}');

    it('GIVEN a deposit above the limit WHEN approved THEN it waits, is answered, and is decided', async () => {
      stepFunctions.on(SendTaskSuccessCommand).resolves({});
      const depositId = await deposit({ amount: { minorUnits: 5_000_000, currency: 'USD' } });
      await request(depositId, 'token-1');
      expect(await statusOf(depositId)).toBe('AWAITING_APPROVAL');
      expect(published()).toEqual([
        expect.objectContaining({ type: 'ApprovalRequested', data: expect.objectContaining({ depositId }) }),
      ]);
      expect(JSON.stringify(published())).not.toContain('token-');
      expect(await waitingEvents(depositId)).toBe('0');
      await expect(answer(depositId, 'APPROVE')).resolves.toMatchObject({
        status: 200,
        body: { depositId, approval: 'APPROVED' },
      });
      await expect(run('decide', { depositId, approval: output() })).resolves.toEqual({
        decision: 'POST',
        reasons: [],
      });
      expect(await decisionOf(depositId)).toEqual([
        'POST',
        '[]',
        'APPROVED',
        'arn:aws:iam::123456789012:user/approver',
      ]);
      expect(await statusOf(depositId)).toBe('CLEARING');
    });

    it('GIVEN a refusal THEN it is rejected, and its submitter sees why', async () => {
      stepFunctions.on(SendTaskSuccessCommand).resolves({});
      const depositId = await deposit();
      await request(depositId, 'token-1');
      await answer(depositId, 'REFUSE');
      await run('decide', { depositId, approval: output() });
      expect(await statusOf(depositId)).toBe('REJECTED');
      const { result } = await captureLog(() =>
        getHandler(apiEvent({ pathParameters: { id: depositId } }), lambdaContext(20_000)),
      );
      expect(JSON.parse((result as { body: string }).body)).toMatchObject({
        status: 'REJECTED',
        reasons: ['APPROVAL_REFUSED'],
      });
    });

    it('GIVEN nobody answered THEN it is rejected as expired', async () => {
      const depositId = await deposit();
      await request(depositId, 'token-1');
      await expect(run('decide', { depositId, approval: { approval: 'EXPIRED' } })).resolves.toMatchObject({
        reasons: ['APPROVAL_EXPIRED'],
      });
      expect(await decisionOf(depositId)).toEqual(['REJECT', '["APPROVAL_EXPIRED"]', 'EXPIRED', null]);
    });

    it('GIVEN the submitter THEN 403', async () => {
      const depositId = await deposit();
      await request(depositId, 'token-1');
      await expect(answer(depositId, 'APPROVE', `${CALLER}/session-9`)).resolves.toMatchObject({
        status: 403,
      });
      expect(stepFunctions.calls()).toEqual([]);
    });

    it('GIVEN the task runs again THEN the deposit waits still, and the new token is answered', async () => {
      stepFunctions.on(SendTaskSuccessCommand).resolves({});
      const depositId = await deposit();
      await request(depositId, 'token-1');
      await request(depositId, 'token-2');
      await answer(depositId, 'APPROVE');
      expect(stepFunctions.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input.taskToken).toBe('token-2');
      expect(await statusOf(depositId)).toBe('AWAITING_APPROVAL');
    });

    it('GIVEN a deposit that is decided THEN nobody is asked', async () => {
      const depositId = await deposit();
      await run('decide', { depositId, ...FAILED });
      await expect(request(depositId, 'token-1')).resolves.toEqual({ failed: 'DepositStatusError' });
      expect(published().map(({ type }) => type)).toEqual(['DepositRejected']);
    });
  });

  it('GIVEN no such deposit THEN every task fails by that name', async () => {
    const depositId = uuidV7();
    const inputs = {
      read: {},
      screen: {},
      verify: {},
      decide: CHECKS,
      request: { reasons: ['IMAGE_MISSING'], taskToken: 'token-1' },
    };
    for (const [task, input] of Object.entries(inputs)) {
      await expect(run(task as keyof typeof handlers, { depositId, ...input })).resolves.toEqual({
        failed: 'UnknownDepositError',
      });
    }
  });

  describe('the application user', () => {
    const statements = [
      `update deposits.decision set decision = 'POST'`,
      'delete from deposits.decision',
      `insert into deposits.blocked_drawer (routing_number, account_number, reason) values ('021000021', '1234', 'x')`,
      'delete from deposits.blocked_drawer',
      `insert into deposits.account_restriction (account_number, kind) values ('1234', 'CLOSED')`,
      'delete from deposits.account_restriction',
      `update deposits.deposit set channel = 'batch'`,
    ];
    it('may not change what was decided, nor the lists, nor the channel', async () => {
      for (const sql of statements) {
        await expect(database().statements('application').run({ sql })).rejects.toMatchObject({
          sqlState: '42501',
        });
      }
    });

    it('THEN the database takes no decision that makes no sense', async () => {
      const depositId = await deposit();
      const values: [string, string][] = [
        ['decision_decision', `'REVIEW', '[]', null, null, null`],
        ['decision_rejection_has_reasons', `'REJECT', '[]', null, null, null`],
        ['decision_reasons', `'REJECT', '"X"', null, null, null`],
        ['decision_posted_cheque', `'POST', '[]', null, null, null`],
        ['decision_posted_cheque', `'REJECT', '["X"]', null, null, 'a'`],
        ['decision_follows_approval', `'POST', '[]', 'REFUSED', 'a', 'b'`],
        ['decision_answered', `'REJECT', '["X"]', 'REFUSED', null, null`],
        ['decision_answered', `'REJECT', '["X"]', 'EXPIRED', 'a', null`],
      ];
      for (const [constraint, value] of values) {
        const sql = `insert into deposits.decision (deposit_id, decision, reasons, approval, approved_by, posted_cheque, decided_at)
          values ('${depositId}', ${value}, now())`;
        await expect(database().asSuperuser(sql)).rejects.toThrow(constraint);
      }
    });
  });
}
