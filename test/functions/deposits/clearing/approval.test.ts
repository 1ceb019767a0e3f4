import fc from 'fast-check';
import {
  APPROVAL_MARGIN_SECONDS,
  APPROVAL_TIMEOUT_SECONDS,
  type Approval,
  approvalExpiry,
  judgeAnswer,
  openApproval,
} from '../../../../functions/deposits/clearing/approval';
import { eventIdOf } from '../../../../functions/deposits/clearing/event-id';
import { CALLER } from '../../support/fakes';
import { answered, at, given, NOW, REQUEST, waiting } from './approval-system';

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
