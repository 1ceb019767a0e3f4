import fc from 'fast-check';
import { answerApproval } from '../../../../functions/deposits/clearing/answer-approval';
import {
  ANSWERS,
  type Answer,
  APPROVAL_MARGIN_SECONDS,
  APPROVAL_TIMEOUT_SECONDS,
  type Approval,
  approvalExpiry,
  type GivenAnswer,
  judgeAnswer,
  openApproval,
} from '../../../../functions/deposits/clearing/approval';
import { ApprovalContentionError } from '../../../../functions/deposits/clearing/approval-contention-error';
import { eventIdOf } from '../../../../functions/deposits/clearing/event-id';
import type { Delivery, TaskAnswers } from '../../../../functions/deposits/clearing/ports';
import { requestApproval } from '../../../../functions/deposits/clearing/request-approval';
import type { ApprovalRequested } from '../../../../functions/deposits/events/approval-requested';
import type { DomainEvent } from '../../../../functions/deposits/events/catalogue';
import { UnavailableError } from '../../../../functions/shared/errors';
import { CALLER } from '../../support/fakes';
import { DEPOSIT_ID, InMemoryApprovals } from './support';

const NOW = new Date('2026-01-01T00:00:00.000Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const REQUEST = {
  depositId: DEPOSIT_ID,
  taskToken: 'token-1',
  submittedBy: CALLER,
  reasons: ['AMOUNT_ABOVE_LIMIT'] as const,
  requestedAt: NOW,
  expiresAt: approvalExpiry(NOW),
};
const waiting = openApproval(undefined, REQUEST);
const given = (outcome: Answer = 'APPROVED', by = 'approver') => ({ outcome, by });
const answered: Approval = { ...waiting, answer: { ...given(), at: NOW }, sends: 1 };

/** The state machine's side: a task is ended by the first answer to its token. */
class Tasks implements TaskAnswers {
  readonly ended = new Map<string, GivenAnswer>();
  readonly open = new Set(['token-1']);
  next: (() => Delivery | Error) | undefined;
  before: () => Promise<void> = async () => undefined;

  async deliver(taskToken: string, answer: GivenAnswer): Promise<Delivery> {
    await this.before();
    const forced = this.next?.();
    if (forced instanceof Error) throw forced;
    if (forced) return forced;
    if (!this.open.delete(taskToken)) return 'closed';
    this.ended.set(taskToken, answer);
    return 'delivered';
  }
}

function system(now: () => Date = () => NOW) {
  const approvals = new InMemoryApprovals();
  const tasks = new Tasks();
  const warnings: string[] = [];
  const published: DomainEvent[] = [];
  const marked: string[] = [];
  const awaiting: ApprovalRequested[] = [];
  const clock = { now };
  const ports = {
    approvals,
    tasks,
    clock,
    observer: { warn: (what: string) => void warnings.push(what) },
    deposits: {
      markAwaiting: async (event: ApprovalRequested) => {
        awaiting.push(event);
        return { submittedBy: CALLER, isPublished: false };
      },
    },
    events: { publish: async (event: DomainEvent) => void published.push(event) },
    outbox: { markPublished: async (eventId: string) => void marked.push(eventId) },
  };
  const request = (taskToken = 'token-1') =>
    requestApproval(ports, { depositId: DEPOSIT_ID, reasons: ['AMOUNT_ABOVE_LIMIT'], taskToken });
  const answer = (outcome: Answer = 'APPROVED', by = 'approver') =>
    answerApproval(ports, { depositId: DEPOSIT_ID, outcome, by });
  const stored = () => approvals.stored.get(DEPOSIT_ID)?.approval;
  return { ports, approvals, tasks, warnings, published, marked, awaiting, request, answer, stored };
}

describe('an approval', () => {
  test('is answered before its task ends, with time to spare', () => {
    expect(approvalExpiry(NOW)).toEqual(at(APPROVAL_TIMEOUT_SECONDS - APPROVAL_MARGIN_SECONDS));
    expect(APPROVAL_TIMEOUT_SECONDS).toBe(259_200);
    expect(approvalExpiry(NOW, 60)).toEqual(at(54));
  });

  test('GIVEN the task runs again unanswered THEN the token is replaced', () => {
    const again = openApproval(waiting, {
      ...REQUEST,
      taskToken: 'token-2',
      requestedAt: at(60),
      expiresAt: at(99),
    });
    expect(again).toEqual({
      ...waiting,
      taskToken: 'token-2',
      requestedAt: at(60),
      expiresAt: at(99),
    });
  });

  test('GIVEN the task runs again answered THEN the answer stays, with the new token', () => {
    const again = openApproval(
      { ...answered, ended: 'delivered', sends: 4 },
      { ...REQUEST, taskToken: 'token-2' },
    );
    expect(again).toEqual({ ...answered, taskToken: 'token-2', sends: 1 });
  });

  test.each<[what: string, approval: Approval, by: ReturnType<typeof given>, now: Date, kind: string]>([
    ['the first answer', waiting, given(), NOW, 'send'],
    ['a refusal', waiting, given('REFUSED'), NOW, 'send'],
    ['the submitter', waiting, given('APPROVED', CALLER), NOW, 'own-deposit'],
    ['the submitter, too late', waiting, given('REFUSED', CALLER), at(999_999), 'own-deposit'],
    ['the last moment', waiting, given(), new Date(waiting.expiresAt.getTime() - 1), 'send'],
    ['one moment later', waiting, given(), waiting.expiresAt, 'expired'],
    ['the same again', answered, given(), at(60), 'send'],
    ['the same again, delivered', { ...answered, ended: 'delivered' }, given(), at(60), 'delivered'],
    [
      'the same again, delivered, late',
      { ...answered, ended: 'delivered' },
      given(),
      at(999_999),
      'delivered',
    ],
    ['the same again, closed', { ...answered, ended: 'closed' }, given(), at(60), 'expired'],
    ['the same again, late', answered, given(), at(999_999), 'expired'],
    ['another answer', answered, given('REFUSED'), at(60), 'answered'],
    ['the same of another person', answered, given('APPROVED', 'other'), at(60), 'answered'],
  ])('GIVEN %s THEN it is judged', (_what, approval, by, now, kind) => {
    expect(judgeAnswer(approval, by, now).kind).toBe(kind);
  });

  test('THEN each send is counted, and the first time of the answer stays', () => {
    expect(judgeAnswer(answered, given(), at(60))).toMatchObject({
      approval: { sends: 2, answer: { at: NOW } },
      answer: { outcome: 'APPROVED', by: 'approver', at: NOW },
    });
  });
});

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

test('the id of an event follows from its facts alone', () => {
  expect(eventIdOf('a', 'b')).toBe(eventIdOf('a', 'b'));
  expect(eventIdOf('a', 'b')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  fc.assert(
    fc.property(
      fc.array(fc.string(), { maxLength: 3 }),
      fc.array(fc.string(), { maxLength: 3 }),
      (one, other) => {
        expect(eventIdOf(...one) === eventIdOf(...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      },
    ),
  );
});
