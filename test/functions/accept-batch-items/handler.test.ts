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
import { acceptBatchItems } from '../../../functions/accept-batch-items/contract';
import { readBatchFile } from '../../../functions/deposits/batch/batch-file';
import { type BatchItem, itemOf } from '../../../functions/deposits/batch/batch-item';
import { announced, BATCH_ID, bytesOf, CHEQUE, cheques, jsonLines, NOW } from '../deposits/batch/support';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';

Object.assign(process.env, AWS_VARIABLES, variablesOf(acceptBatchItems));
const { handler } =
  require('../../../functions/accept-batch-items/handler') as typeof import('../../../functions/accept-batch-items/handler');

const rdsData = mockClient(RDSDataClient);
const eventBridge = mockClient(EventBridgeClient);
const named = (name: string, message = name) => Object.assign(new Error(message), { name });

function itemsOf(count: number): BatchItem[] {
  const read = readBatchFile(bytesOf(jsonLines(cheques(count))));
  return 'failure' in read ? [] : read.accepted.map((line) => itemOf(announced(), NOW, line));
}
const ITEMS = itemsOf(3);
const INPUT = { BatchInput: { batchId: BATCH_ID }, Items: ITEMS };
const rows = (name: string, values: readonly string[]) => ({
  formattedRecords: JSON.stringify(values.map((value) => ({ [name]: value }))),
});

let random: jest.SpyInstance;
beforeEach(() => {
  rdsData.reset();
  eventBridge.reset();
  rdsData.on(BeginTransactionCommand).resolves({ transactionId: 't' });
  rdsData.on(CommitTransactionCommand).resolves({});
  rdsData.on(RollbackTransactionCommand).resolves({});
  rdsData.on(ExecuteStatementCommand).callsFake(({ sql }: { sql: string }) => {
    if (sql.includes('returning id'))
      return rows(
        'id',
        ITEMS.map(({ depositId }) => depositId),
      );
    if (sql.includes('select event_id\n'))
      return rows(
        'event_id',
        ITEMS.map(({ eventId }) => eventId),
      );
    return {};
  });
  eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());

const run = (event: unknown = INPUT, remainingMillis = 10_000) =>
  captureLog(() => handler(event, lambdaContext(remainingMillis)));

describe('accept-batch-items', () => {
  test('GIVEN items THEN three statements in one transaction, an event each, and one mark for all', async () => {
    const { result, log } = await run();
    expect(result).toEqual({
      accepted: 3,
      duplicates: 0,
      depositIds: ITEMS.map(({ depositId }) => depositId),
    });
    const statements = rdsData.commandCalls(ExecuteStatementCommand).map(({ args }) => args[0].input);
    expect(statements.map(({ transactionId }) => transactionId)).toEqual(['t', 't', 't', undefined]);
    expect(eventBridge.commandCalls(PutEventsCommand)).toHaveLength(3);
    for (const { depositId } of ITEMS) expect(log).toContain(depositId);
    expect(log).not.toMatch(new RegExp(`${CHEQUE.drawer.accountNumber}|${CHEQUE.depositAccountNumber}`));
  });

  test('GIVEN the bus refuses THEN the task fails, and its repetition tells what is left', async () => {
    eventBridge
      .on(PutEventsCommand)
      .resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'NotAuthorized' }] });
    await expect(run()).rejects.toMatchObject({ name: 'EntryRefusedError' });
    expect(rdsData.commandCalls(ExecuteStatementCommand)).toHaveLength(3);
  });

  test('GIVEN a database that resumes for too long THEN UnavailableError', async () => {
    rdsData.on(BeginTransactionCommand).callsFake(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw named('DatabaseResumingException');
    });
    await expect(run(INPUT, 2300)).rejects.toMatchObject({ name: 'UnavailableError' });
  });

  test('GIVEN the database refuses a row THEN DatabaseError without the row, rolled back', async () => {
    const message = `ERROR: new row violates check\n  Detail: Failing row contains (123456789012); SQLState: 23514`;
    rdsData.on(ExecuteStatementCommand).rejects(named('DatabaseErrorException', message));
    const failure = await run().catch((error: Error) => error);
    expect(failure).toMatchObject({ name: 'DatabaseError' });
    expect(String(failure)).not.toContain('123456789012');
    expect(rdsData.commandCalls(RollbackTransactionCommand)).toHaveLength(1);
  });

  const { drawer: _drawer, ...withoutDrawer } = ITEMS[0] as BatchItem;
  test.each([
    ['no items', { ...INPUT, Items: [] }],
    ['too many items', { ...INPUT, Items: Array(101).fill(ITEMS[0]) }],
    ['no batch', { Items: ITEMS }],
    ['an item without a member', { ...INPUT, Items: [withoutDrawer] }],
    ['an item with another member', { ...INPUT, Items: [{ ...ITEMS[0], admin: true }] }],
    ['an id that is none', { ...INPUT, Items: [{ ...ITEMS[0], depositId: BATCH_ID }] }],
  ])('GIVEN %s THEN InvalidTaskInputError without values, and no AWS call', async (_what, event) => {
    const failure = await run(event).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: 'InvalidTaskInputError' });
    expect(String(failure)).not.toContain(CHEQUE.drawer.accountNumber);
    expect([rdsData.calls().length, eventBridge.calls().length]).toEqual([0, 0]);
  });

  test('THEN whatever the input, it is refused by name', async () => {
    const item = fc.dictionary(fc.constantFrom(...Object.keys(ITEMS[0] ?? {})), fc.jsonValue());
    const event = fc.oneof(
      fc.jsonValue(),
      fc.array(item, { minLength: 1, maxLength: 3 }).map((changes) => ({
        BatchInput: { batchId: BATCH_ID },
        Items: changes.map((change) => ({ ...ITEMS[0], ...change, line: 0 })),
      })),
    );
    await fc.assert(
      fc.asyncProperty(event, async (input) => {
        await expect(run(input)).rejects.toMatchObject({ name: 'InvalidTaskInputError' });
      }),
      { numRuns: 200 },
    );
  });
});
