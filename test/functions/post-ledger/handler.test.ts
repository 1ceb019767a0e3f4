import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RDSDataClient,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { postLedger } from '../../../functions/post-ledger/contract';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';

Object.assign(process.env, AWS_VARIABLES, variablesOf(postLedger));
const { handler } =
  require('../../../functions/post-ledger/handler') as typeof import('../../../functions/post-ledger/handler');

const rdsData = mockClient(RDSDataClient);
const eventBridge = mockClient(EventBridgeClient);
const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const POSTED = {
  outcome: 'POSTED',
  status: 'CLEARED',
  sequence: 7,
  currency: 'USD',
  amount_minor: 125_000,
  posted_at_ms: 1_767_225_600_123,
};
const RECEIPT = { depositId: ID, ledgerSequence: 7, postedAt: '2026-01-01T00:00:00.123Z' };

/** What the database's function answers, and whether the outbox says that the event is out. */
function databaseAnswers(row: object | undefined, published = false): void {
  rdsData.on(ExecuteStatementCommand).callsFake(({ sql }: { sql: string }) => {
    const rows = sql.includes('post_deposit')
      ? row
        ? [row]
        : []
      : sql.includes('select')
        ? [{ published }]
        : [];
    return { formattedRecords: JSON.stringify(rows) };
  });
}
const databaseRefuses = (sqlState: string) =>
  Object.assign(new Error(`ERROR: no 987654321098; SQLState: ${sqlState}`), {
    name: 'DatabaseErrorException',
  });
const call = (event: unknown = { depositId: ID }, millis = 10_000) =>
  captureLog(() => handler(event, lambdaContext(millis)).catch((error: unknown) => error));

beforeEach(() => {
  rdsData.reset();
  eventBridge.reset();
  rdsData.on(BeginTransactionCommand).resolves({ transactionId: 't1' });
  rdsData.on(CommitTransactionCommand).resolves({});
  rdsData.on(RollbackTransactionCommand).resolves({});
  databaseAnswers(POSTED);
  eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
});

describe('post-ledger', () => {
  test('GIVEN a deposit THEN the receipt, one event, and a log by its id without an account', async () => {
    const { result, log } = await call();
    expect(result).toEqual(RECEIPT);
    const [entry] = eventBridge.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(entry).toMatchObject({ DetailType: 'DepositCleared', EventBusName: 'deposits-busName' });
    expect(log).toContain(`"depositId":"${ID}"`);
    const commits = rdsData.commandCalls(CommitTransactionCommand);
    expect(commits).toHaveLength(1);
    const sent = rdsData.commandCalls(ExecuteStatementCommand).map(({ args }) => args[0].input);
    expect(sent.map(({ transactionId }) => transactionId)).toEqual(['t1', 't1', undefined]);
  });

  test('GIVEN it was posted and told of before THEN the same receipt, and no event', async () => {
    databaseAnswers({ ...POSTED, outcome: 'ALREADY_POSTED' }, true);
    expect((await call()).result).toEqual(RECEIPT);
    expect(eventBridge.calls()).toEqual([]);
  });

  test.each([
    ['no such deposit', { outcome: 'UNKNOWN', status: null, sequence: null }, 'DepositUnknownError'],
    ['a rejected one', { outcome: 'NOT_POSTABLE', status: 'REJECTED' }, 'DepositNotPostableError'],
    ['an answer without a row', undefined, 'Error'],
    ['an outcome of another version', { ...POSTED, outcome: 'POSTPONED' }, 'Error'],
    ['a row of another version', { ...POSTED, sequence: 'x' }, 'Error'],
  ])('GIVEN %s THEN it is refused by name, rolled back, and nothing is told', async (_what, row, name) => {
    databaseAnswers(row);
    const { result, log } = await call();
    expect(result).toMatchObject({ name });
    expect(log).toContain('the task failed');
    expect(rdsData.commandCalls(RollbackTransactionCommand)).toHaveLength(1);
    expect([...rdsData.commandCalls(CommitTransactionCommand), ...eventBridge.calls()]).toEqual([]);
  });

  test.each([['40001'], ['40P01'], ['55P03'], ['08006']])(
    'GIVEN the database answers %s once THEN it is tried again',
    async (sqlState) => {
      rdsData
        .on(ExecuteStatementCommand)
        .rejectsOnce(databaseRefuses(sqlState))
        .callsFake(({ sql }: { sql: string }) => ({
          formattedRecords: JSON.stringify(sql.includes('post_deposit') ? [POSTED] : []),
        }));
      expect((await call()).result).toEqual(RECEIPT);
      expect(rdsData.commandCalls(BeginTransactionCommand)).toHaveLength(2);
    },
  );

  test('GIVEN a serialization failure at the commit THEN it is tried again', async () => {
    rdsData.on(CommitTransactionCommand).rejectsOnce(databaseRefuses('40001')).resolves({});
    expect((await call()).result).toEqual(RECEIPT);
  });

  test.each([
    [
      'a conflict that does not end',
      () => rdsData.on(ExecuteStatementCommand).rejects(databaseRefuses('40001')),
    ],
    [
      'a statement that is cancelled',
      () => rdsData.on(ExecuteStatementCommand).rejects(databaseRefuses('57014')),
    ],
    [
      'a transaction that does not begin',
      () => rdsData.on(BeginTransactionCommand).rejects(databaseRefuses('53300')),
    ],
    [
      'a bus that is throttled',
      () =>
        eventBridge
          .on(PutEventsCommand)
          .rejects(Object.assign(new Error('x'), { name: 'ThrottlingException' })),
    ],
    [
      'an event that cannot be marked',
      () =>
        rdsData.on(ExecuteStatementCommand).callsFake(({ sql }: { sql: string }) => {
          if (sql.includes('update deposits.outbox')) throw databaseRefuses('57P01');
          return { formattedRecords: JSON.stringify([POSTED]) };
        }),
    ],
  ])('GIVEN %s THEN UnavailableError, which the state machine tries again', async (_what, arrange) => {
    arrange();
    const { result } = await call(undefined, 2400);
    expect(result).toMatchObject({ name: 'UnavailableError' });
  });

  test('GIVEN the database refuses the statement THEN that error, without the data in its message', async () => {
    rdsData.on(ExecuteStatementCommand).rejects(databaseRefuses('42883'));
    const { result, log } = await call();
    expect(result).toMatchObject({ name: 'DatabaseError' });
    expect(`${log}${String(result)}${(result as Error).stack}`).not.toContain('987654321098');
  });

  test('THEN no input makes it crash or touch the database, save the id of a deposit', async () => {
    const inputs = fc.oneof(
      fc.anything(),
      fc.record({ depositId: fc.oneof(fc.anything(), fc.string(), fc.uuid({ version: 4 })) }),
      fc.constantFrom(null, undefined, {}, [], { depositId: `${ID} ` }, { depositId: ID.toUpperCase() }),
    );
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const { result } = await captureLog(() =>
          handler(input, lambdaContext()).catch((error: unknown) => error),
        );
        expect(result).toMatchObject({ name: 'InvalidTaskInputError' });
        expect((result as Error).message).not.toMatch(/ at |node_modules/);
      }),
    );
    expect(rdsData.calls()).toEqual([]);
  });
});
