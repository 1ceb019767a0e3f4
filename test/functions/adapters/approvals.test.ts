import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { readApproval, writeApproval } from '../../../functions/adapters/approvals-record';
import { ApprovalsTable } from '../../../functions/adapters/approvals-table';
import { AnswerRefusedError, StepFunctionsTaskAnswers } from '../../../functions/adapters/task-answer';
import { ANSWERS, type Approval } from '../../../functions/deposits/clearing/approval';
import { REASONS } from '../../../functions/deposits/clearing/reason';
import { Deadline } from '../../../functions/shared/deadline';
import { UnavailableError } from '../../../functions/shared/errors';
import { FakeTable } from '../support/fake-dynamodb';

const dynamoDb = mockClient(DynamoDBClient);
const stepFunctions = mockClient(SFNClient);
const named = (name: string, message = name) => Object.assign(new Error(message), { name });
const approval: Approval = {
  depositId: 'deposit-1',
  taskToken: 'token-1',
  submittedBy: 'submitter',
  reasons: ['AMOUNT_ABOVE_LIMIT'],
  requestedAt: new Date('2026-01-01T00:00:00.000Z'),
  expiresAt: new Date('2026-01-04T00:00:00.500Z'),
  sends: 0,
};
const answer = { outcome: 'APPROVED', by: 'approver', at: new Date('2026-01-02T00:00:00.000Z') } as const;

let table: FakeTable;
beforeEach(() => {
  dynamoDb.reset();
  stepFunctions.reset();
  table = new FakeTable('pk', dynamoDb);
});
const approvals = () => new ApprovalsTable('approvals', Deadline.after(300));

describe('ApprovalsTable', () => {
  test('GIVEN nothing THEN nothing is found; GIVEN a saved one THEN it is read back', async () => {
    await expect(approvals().find('deposit-1')).resolves.toBeUndefined();
    await expect(approvals().save(approval, undefined)).resolves.toBe(1);
    await expect(approvals().find('deposit-1')).resolves.toEqual({ approval, revision: 1 });
    expect(dynamoDb.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
    await expect(approvals().save({ ...approval, answer, sends: 1 }, 1)).resolves.toBe(2);
    await expect(approvals().find('deposit-1')).resolves.toMatchObject({ revision: 2, approval: { answer } });
  });

  test('GIVEN it was changed meanwhile THEN nothing is stored', async () => {
    await approvals().save(approval, undefined);
    await expect(approvals().save(approval, undefined)).resolves.toBeUndefined();
    await expect(approvals().save(approval, 7)).resolves.toBeUndefined();
    await expect(approvals().find('deposit-1')).resolves.toMatchObject({ revision: 1 });
  });

  test('GIVEN a put whose answer was lost THEN it reads as changed by somebody, and is there', async () => {
    let calls = 0;
    table.nextFault = () => (++calls === 1 ? { at: 'after', error: named('TimeoutError') } : undefined);
    await expect(approvals().save(approval, undefined)).resolves.toBeUndefined();
    await expect(approvals().find('deposit-1')).resolves.toEqual({ approval, revision: 1 });
  });

  test('GIVEN throttling for long THEN UnavailableError; GIVEN denial THEN thrown', async () => {
    table.nextFault = () => ({ at: 'before', error: named('ThrottlingException') });
    await expect(approvals().find('deposit-1')).rejects.toBeInstanceOf(UnavailableError);
    table.nextFault = () => ({ at: 'before', error: named('AccessDeniedException') });
    await expect(approvals().save(approval, undefined)).rejects.toThrow('AccessDeniedException');
  });

  test('THEN the item removes itself a week after it expired, in whole seconds', () => {
    expect(writeApproval(approval, 1)['expiresAt']).toEqual({
      N: String(Date.parse('2026-01-11T00:00:01.000Z') / 1000),
    });
  });

  test('GIVEN an item of another form THEN its attributes are named, and not its values', () => {
    const item = { ...writeApproval(approval, 1), taskToken: { N: '12' }, reasons: { S: 'secret' } };
    expect(() => readApproval(item)).toThrow(/approvals table is not as .*: taskToken.S, reasons.L/);
    expect(() => readApproval(item)).not.toThrow(/secret/);
  });

  test('THEN every approval is read back as it was written', () => {
    const date = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    const arbitrary: fc.Arbitrary<Approval> = fc
      .record({
        depositId: fc.string({ minLength: 1 }),
        taskToken: fc.string({ minLength: 1 }),
        submittedBy: fc.string({ minLength: 1 }),
        reasons: fc.array(fc.constantFrom(...REASONS)),
        requestedAt: date,
        expiresAt: date,
        sends: fc.nat(),
      })
      .chain((base) =>
        fc
          .record(
            {
              answer: fc.record({ outcome: fc.constantFrom(...ANSWERS), by: fc.string(), at: date }),
              ended: fc.constantFrom('delivered' as const, 'closed' as const),
            },
            { requiredKeys: [] },
          )
          .map((more) => ({ ...base, ...more })),
      );
    fc.assert(
      fc.property(arbitrary, fc.nat(), (each, revision) => {
        expect(readApproval(writeApproval(each, revision))).toEqual({ approval: each, revision });
      }),
    );
  });
});

describe('StepFunctionsTaskAnswers', () => {
  const deliver = () => new StepFunctionsTaskAnswers(Deadline.after(300)).deliver('token-1', answer);

  test('sends who answered what, as the task', async () => {
    stepFunctions.on(SendTaskSuccessCommand).resolves({});
    await expect(deliver()).resolves.toBe('delivered');
    const { input } = stepFunctions.commandCalls(SendTaskSuccessCommand)[0]?.args[0] ?? {};
    expect(input?.taskToken).toBe('token-1');
    expect(JSON.parse(input?.output ?? '')).toEqual({ approval: 'APPROVED', by: 'approver' });
  });

  test.each([['TaskTimedOut'], ['TaskDoesNotExist']])(
    'GIVEN %s at once THEN closed; after an attempt whose end is not known THEN unclear',
    async (name) => {
      stepFunctions.on(SendTaskSuccessCommand).rejects(named(name));
      await expect(deliver()).resolves.toBe('closed');
      stepFunctions.reset();
      stepFunctions.on(SendTaskSuccessCommand).rejectsOnce(named('TimeoutError')).rejects(named(name));
      await expect(deliver()).resolves.toBe('unclear');
    },
  );

  test('GIVEN a fault for a moment THEN it is sent again; for longer THEN UnavailableError', async () => {
    stepFunctions.on(SendTaskSuccessCommand).rejectsOnce(named('ThrottlingException')).resolves({});
    await expect(deliver()).resolves.toBe('delivered');
    stepFunctions.on(SendTaskSuccessCommand).rejects(named('ServiceUnavailableException'));
    await expect(deliver()).rejects.toBeInstanceOf(UnavailableError);
  });

  test('GIVEN a refusal that repeats the token THEN the error does not', async () => {
    stepFunctions.on(SendTaskSuccessCommand).rejects(named('InvalidToken', "Invalid Token: 'token-1'"));
    const error = await deliver().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AnswerRefusedError);
    expect(error).toMatchObject({
      name: 'AnswerRefusedError',
      message: 'Step Functions did not take the answer: InvalidToken',
    });
    expect(error).not.toHaveProperty('cause');
    stepFunctions.on(SendTaskSuccessCommand).callsFake(() => Promise.reject('token-1'));
    await expect(deliver()).rejects.toThrow('Step Functions did not take the answer: string');
  });
});
