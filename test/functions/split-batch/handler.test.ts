import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { writeAnnounced } from '../../../functions/adapters/batch-record';
import { splitBatch } from '../../../functions/split-batch/contract';
import { BATCH_ID, CHEQUE, cheques, jsonLines, NOW } from '../deposits/batch/support';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { FakeTable } from '../support/fake-dynamodb';
import { CALLER } from '../support/fakes';
import { bodyOf } from '../support/s3-body';

Object.assign(process.env, AWS_VARIABLES, variablesOf(splitBatch));
const { handler } =
  require('../../../functions/split-batch/handler') as typeof import('../../../functions/split-batch/handler');

const dynamoDb = mockClient(DynamoDBClient);
const s3 = mockClient(S3Client);
const named = (name: string) => Object.assign(new Error(name), { name });
const BUCKET = 'batches-bucketName';
const INPUT = { bucketName: BUCKET, key: `incoming/${BATCH_ID}.jsonl` };

let table: FakeTable;
let random: jest.SpyInstance;
beforeEach(() => {
  dynamoDb.reset();
  s3.reset();
  table = new FakeTable('pk', dynamoDb);
  const batch = { id: BATCH_ID, submittedBy: CALLER, announcedAt: NOW };
  table.items.set(BATCH_ID, writeAnnounced(batch, 4_000_000_000));
  s3.on(PutObjectCommand).resolves({});
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());

function upload(text: string): void {
  s3.on(GetObjectCommand).callsFake(async () => ({
    Body: bodyOf(text),
    ContentLength: Buffer.byteLength(text),
  }));
}
const run = (event: unknown = INPUT, remainingMillis = 10_000) =>
  captureLog(() => handler(event, lambdaContext(remainingMillis)));
const written = () =>
  new Map(s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => [input.Key, String(input.Body)]));

describe('split-batch', () => {
  test('GIVEN a file THEN items and refusals are written, and what the map needs is answered', async () => {
    upload(jsonLines([...cheques(2), { ...CHEQUE, amount: 'x' }]));
    const { result, log } = await run();
    expect(result).toEqual({
      batchId: BATCH_ID,
      bucketName: BUCKET,
      itemsKey: `work/${BATCH_ID}/items.json`,
      accepted: 2,
      rejected: 1,
    });
    expect(JSON.parse(written().get(result.itemsKey) ?? '')).toHaveLength(2);
    expect([...written().keys()]).toEqual([`work/${BATCH_ID}/refusals.json`, result.itemsKey]);
    // Neither the log nor the table holds account numbers.
    for (const number of [CHEQUE.chequeNumber, CHEQUE.drawer.routingNumber, CHEQUE.depositAccountNumber]) {
      expect(log).not.toContain(number);
      expect(JSON.stringify([...table.items])).not.toContain(number);
    }
  });

  test('GIVEN a file larger than may be, by its length alone, THEN the batch failed', async () => {
    s3.on(GetObjectCommand).resolves({ Body: bodyOf('{}'), ContentLength: 9_000_000 });
    await expect(run()).resolves.toMatchObject({ result: { accepted: 0, rejected: 0 } });
    expect(table.items.get(BATCH_ID)).toMatchObject({ status: { S: 'FAILED' }, failure: { S: 'TOO_LARGE' } });
  });

  test.each([
    ['an unknown batch', () => table.items.clear(), 'UnknownBatchError'],
    ['a file that is gone', () => s3.on(GetObjectCommand).rejects(named('NoSuchKey')), 'NoSuchKey'],
    [
      'another file than the first',
      () => table.items.set(BATCH_ID, { ...table.items.get(BATCH_ID), ...SPLIT_BEFORE }),
      'BatchFileReplacedError',
    ],
    [
      'a bucket that does not take',
      () => s3.on(PutObjectCommand).rejects(named('AccessDenied')),
      'AccessDenied',
    ],
  ])('GIVEN %s THEN the task fails by name', async (_what, arrange, name) => {
    upload(jsonLines(cheques(1)));
    arrange();
    await expect(run()).rejects.toMatchObject({ name });
  });
  const SPLIT_BEFORE = {
    status: { S: 'SPLIT' },
    fileDigest: { S: 'another' },
    receivedAtMillis: { N: '1' },
  };

  test('GIVEN a bucket that slows down for too long THEN UnavailableError, which the state machine retries', async () => {
    s3.on(GetObjectCommand).callsFake(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw named('SlowDown');
    });
    await expect(run(INPUT, 2300)).rejects.toMatchObject({ name: 'UnavailableError' });
  });

  test.each([
    ['nothing', null],
    ['another bucket', { ...INPUT, bucketName: 'other' }],
    ['a key elsewhere', { ...INPUT, key: `work/${BATCH_ID}/items.json` }],
    ['a key without a batch', { ...INPUT, key: 'incoming/x.jsonl' }],
  ])('GIVEN %s THEN InvalidTaskInputError, and no AWS call', async (_what, event) => {
    await expect(run(event)).rejects.toMatchObject({ name: 'InvalidTaskInputError' });
    expect([s3.calls().length, dynamoDb.calls().length]).toEqual([0, 0]);
  });

  test('THEN whatever the input, it is refused by name; whatever the file, the batch is split or failed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (event) => {
        await expect(run(event)).rejects.toMatchObject({ name: 'InvalidTaskInputError' });
      }),
      { numRuns: 100 },
    );
    const file = fc
      .array(fc.oneof(fc.string(), fc.json(), fc.constant(JSON.stringify(CHEQUE))))
      .map((lines) => lines.join('\n'));
    await fc.assert(
      fc.asyncProperty(file, async (text) => {
        const batch = { id: BATCH_ID, submittedBy: CALLER, announcedAt: NOW };
        table.items.set(BATCH_ID, writeAnnounced(batch, 4_000_000_000));
        upload(text);
        await run();
        expect(['SPLIT', 'FAILED']).toContain(table.items.get(BATCH_ID)?.['status']?.S);
      }),
      { numRuns: 100 },
    );
  });
});
