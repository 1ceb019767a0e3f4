import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { writeAnnounced } from '../../../functions/adapters/batch-record';
import { mergeBatch } from '../../../functions/merge-batch/contract';
import { BATCH_ID, NOW } from '../deposits/batch/support';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { FakeTable } from '../support/fake-dynamodb';
import { CALLER } from '../support/fakes';
import { bodyOf } from '../support/s3-body';

Object.assign(process.env, AWS_VARIABLES, variablesOf(mergeBatch));
const { handler } =
  require('../../../functions/merge-batch/handler') as typeof import('../../../functions/merge-batch/handler');

const dynamoDb = mockClient(DynamoDBClient);
const eventBridge = mockClient(EventBridgeClient);
const s3 = mockClient(S3Client);
const named = (name: string) => Object.assign(new Error(name), { name });
const BUCKET = 'batches-bucketName';
const MANIFEST = `work/${BATCH_ID}/results/run/manifest.json`;
const INPUT = { batchId: BATCH_ID, bucketName: BUCKET, results: { Bucket: BUCKET, Key: MANIFEST } };

let table: FakeTable;
let objects: Map<string, string>;
let random: jest.SpyInstance;
beforeEach(() => {
  for (const mock of [dynamoDb, eventBridge, s3]) mock.reset();
  table = new FakeTable('pk', dynamoDb);
  table.items.set(BATCH_ID, {
    ...writeAnnounced({ id: BATCH_ID, submittedBy: CALLER, announcedAt: NOW }, 4_000_000_000),
    status: { S: 'SPLIT' },
    fileDigest: { S: 'digest' },
    receivedAtMillis: { N: String(NOW.getTime()) },
    counts: { S: JSON.stringify({ lines: 4, accepted: 2, rejected: 1, duplicates: 1 }) },
  });
  const execution = { Output: JSON.stringify({ accepted: 2, duplicates: 0 }), Status: 'SUCCEEDED' };
  objects = new Map([
    [
      MANIFEST,
      JSON.stringify({ ResultFiles: { SUCCEEDED: [{ Key: 'S0', Size: 1 }], FAILED: [], PENDING: [] } }),
    ],
    ['S0', JSON.stringify([execution])],
    [
      `work/${BATCH_ID}/refusals.json`,
      JSON.stringify({
        rejected: [{ line: 3, errors: [{ pointer: '/amount', detail: 'is required' }] }],
        duplicates: [{ line: 4, sameAs: 1 }],
      }),
    ],
  ]);
  s3.on(GetObjectCommand).callsFake(async ({ Key }: { Key: string }) => {
    const text = objects.get(Key);
    if (text === undefined) throw named('AccessDenied');
    return { Body: bodyOf(text), ContentLength: Buffer.byteLength(text) };
  });
  s3.on(PutObjectCommand).resolves({});
  eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());

const run = (event: unknown = INPUT) => captureLog(() => handler(event, lambdaContext()));
const told = () =>
  eventBridge
    .commandCalls(PutEventsCommand)
    .map(({ args }) => JSON.parse(args[0].input.Entries?.[0]?.Detail ?? ''));

describe('merge-batch', () => {
  test('GIVEN the results THEN the report, the status and the event', async () => {
    const { result } = await run();
    expect(result).toEqual({
      batchId: BATCH_ID,
      status: 'COMPLETED',
      reportKey: `reports/${BATCH_ID}.json`,
      lines: 4,
      accepted: 2,
      rejected: 1,
      duplicates: 1,
    });
    expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input.Key).toBe(`reports/${BATCH_ID}.json`);
    expect(table.items.get(BATCH_ID)?.['status']).toEqual({ S: 'COMPLETED' });
    expect(told()).toMatchObject([{ data: { batchId: BATCH_ID, accepted: 2, rejected: 1, duplicates: 1 } }]);
  });

  test('GIVEN the bus fails THEN the task does, and its repetition tells the same event', async () => {
    eventBridge.on(PutEventsCommand).rejectsOnce(named('AccessDenied'));
    await expect(run()).rejects.toMatchObject({ name: 'AccessDenied' });
    eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
    await run();
    const [first, second] = told();
    expect(second).toEqual(first);
  });

  test('GIVEN no results, since no line was accepted, THEN the batch is complete', async () => {
    const counts = { lines: 2, accepted: 0, rejected: 1, duplicates: 1 };
    table.items.set(BATCH_ID, { ...table.items.get(BATCH_ID), counts: { S: JSON.stringify(counts) } });
    for (const results of [null, undefined]) {
      await expect(run({ ...INPUT, results })).resolves.toMatchObject({
        result: { status: 'COMPLETED', accepted: 0 },
      });
    }
  });

  test.each([
    [
      'a part that failed',
      () => objects.set(MANIFEST, '{"ResultFiles":{"FAILED":[{"Key":"S0"}]}}'),
      'BatchIncompleteError',
    ],
    ['a line that is missing', () => objects.set('S0', '[]'), 'BatchIncompleteError'],
    ['no such batch', () => table.items.clear(), 'UnknownBatchError'],
    ['no manifest', () => objects.delete(MANIFEST), 'AccessDenied'],
    ['refusals that are none', () => objects.set(`work/${BATCH_ID}/refusals.json`, '[]'), 'Error'],
  ])('GIVEN %s THEN the task fails by name, and nothing is told', async (_what, arrange, name) => {
    arrange();
    await expect(run()).rejects.toMatchObject({ name });
    expect(told()).toEqual([]);
  });

  test.each([
    ['another bucket', { ...INPUT, bucketName: 'other' }],
    ['results in another bucket', { ...INPUT, results: { Bucket: 'other', Key: MANIFEST } }],
    ['results of another batch', { ...INPUT, results: { Bucket: BUCKET, Key: 'work/other/manifest.json' } }],
    ['no batch', { ...INPUT, batchId: 'x' }],
  ])('GIVEN %s THEN InvalidTaskInputError, and no AWS call', async (_what, event) => {
    await expect(run(event)).rejects.toMatchObject({ name: 'InvalidTaskInputError' });
    expect(s3.calls()).toEqual([]);
  });

  test('THEN whatever the input, it is refused by name', async () => {
    const event = fc.oneof(
      fc.jsonValue(),
      fc.record({ batchId: fc.constant(BATCH_ID), bucketName: fc.string(), results: fc.jsonValue() }),
    );
    await fc.assert(
      fc.asyncProperty(event, async (input) => {
        await expect(run(input)).rejects.toMatchObject({ name: 'InvalidTaskInputError' });
      }),
      { numRuns: 100 },
    );
  });
});
