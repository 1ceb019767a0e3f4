import { ConditionalCheckFailedException, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { readBatch } from '../../../functions/adapters/batch-record';
import { BatchStatusTable } from '../../../functions/adapters/batch-status-table';
import type { FileOutcome } from '../../../functions/deposits/batch/ports';
import { Deadline } from '../../../functions/shared/deadline';
import { UnavailableError } from '../../../functions/shared/errors';
import { BATCH_ID, NOW } from '../deposits/batch/support';
import { FakeTable } from '../support/fake-dynamodb';

const dynamoDb = mockClient(DynamoDBClient);
const named = (name: string) => Object.assign(new Error(name), { name });
const DAY = 24 * 60 * 60 * 1000;

let table: FakeTable;
let now: number;
let random: jest.SpyInstance;
beforeEach(() => {
  dynamoDb.reset();
  table = new FakeTable('pk', dynamoDb);
  now = NOW.getTime();
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());

const batches = () => new BatchStatusTable('batches', { now: () => new Date(now) }, Deadline.after(500));
const announce = () => batches().announce({ id: BATCH_ID, submittedBy: 'arn:a', announcedAt: new Date(now) });
const FILE: FileOutcome = {
  digest: 'digest-1',
  receivedAt: NOW,
  counts: { lines: 2, accepted: 1, rejected: 1, duplicates: 0 },
  rejects: [{ line: 2, errors: [{ pointer: '/amount', detail: 'is required' }] }],
};

describe('announce', () => {
  test('GIVEN no batch THEN it is put; GIVEN one THEN it stays as it is', async () => {
    const first = await announce();
    expect(first).toEqual({ id: BATCH_ID, status: 'ANNOUNCED', submittedBy: 'arn:a', announcedAt: NOW });
    now += 1000;
    await expect(announce()).resolves.toEqual(first);
    await expect(batches().find(BATCH_ID)).resolves.toEqual(first);
  });

  test('GIVEN the answer of the put is lost THEN the second try finds its own batch', async () => {
    const faults = [{ at: 'after', error: named('TimeoutError') } as const];
    table.nextFault = () => faults.shift();
    await expect(announce()).resolves.toMatchObject({ announcedAt: NOW });
    expect(table.calls).toEqual(['PutItem', 'PutItem']);
  });

  test('GIVEN a batch that expired THEN it is not found, and a new one takes its place', async () => {
    await announce();
    now += 31 * DAY;
    await expect(batches().find(BATCH_ID)).resolves.toBeUndefined();
    await expect(announce()).resolves.toMatchObject({ announcedAt: new Date(now) });
  });
});

describe('recordFile', () => {
  test('GIVEN an announced batch THEN it is split', async () => {
    await announce();
    const { receivedAt, digest, ...fell } = FILE;
    const split = await batches().recordFile(BATCH_ID, FILE);
    expect(split).toMatchObject({ status: 'SPLIT', file: { digest, receivedAt }, ...fell });
    await expect(batches().find(BATCH_ID)).resolves.toEqual(split);
  });

  test('GIVEN a file that cannot be read THEN it failed', async () => {
    await announce();
    const failed = await batches().recordFile(BATCH_ID, { ...FILE, rejects: [], failure: 'NOT_UTF8' });
    expect(failed).toMatchObject({ status: 'FAILED', failure: 'NOT_UTF8' });
  });

  test('GIVEN a file was read before THEN the batch as that left it', async () => {
    await announce();
    const first = await batches().recordFile(BATCH_ID, FILE);
    const second = await batches().recordFile(BATCH_ID, { ...FILE, digest: 'digest-2', rejects: [] });
    expect(second).toEqual(first);
  });

  test('GIVEN a batch that is gone THEN an error', async () => {
    await expect(batches().recordFile(BATCH_ID, FILE)).rejects.toThrow(
      /not as this version expects: the item/,
    );
    expect(table.items.size).toBe(0);
  });
});

test('complete keeps the time of the first completion', async () => {
  await announce();
  await batches().recordFile(BATCH_ID, FILE);
  const first = await batches().complete(BATCH_ID, NOW);
  expect(first).toMatchObject({ status: 'COMPLETED', completedAt: NOW });
  await expect(batches().complete(BATCH_ID, new Date(now + 5000))).resolves.toEqual(first);
});

test('GIVEN throttling THEN again; GIVEN it stays THEN UnavailableError; GIVEN denial THEN that', async () => {
  await announce();
  dynamoDb.on(UpdateItemCommand).rejects(named('ThrottlingException'));
  await expect(batches().complete(BATCH_ID, NOW)).rejects.toBeInstanceOf(UnavailableError);
  dynamoDb.on(UpdateItemCommand).rejects(named('AccessDeniedException'));
  await expect(batches().complete(BATCH_ID, NOW)).rejects.toThrow('AccessDeniedException');
});

test('GIVEN a refusal without the item THEN an error', async () => {
  const refusal = new ConditionalCheckFailedException({ $metadata: {}, message: 'no' });
  dynamoDb.on(UpdateItemCommand).rejects(refusal);
  await expect(batches().complete(BATCH_ID, NOW)).rejects.toThrow(/table of batches/);
});

test.each([
  ['status', { status: { S: 'OTHER' } }],
  ['counts', { counts: { S: '{"lines":-1}' } }],
  ['rejects', { rejects: { S: 'no JSON' } }],
  ['announcedAtMillis', { announcedAtMillis: { N: 'x' } }],
])('GIVEN an item whose %s is wrong THEN an error that names it', async (attribute, change) => {
  await announce();
  const item = { ...table.items.get(BATCH_ID), ...change };
  expect(() => readBatch(item)).toThrow(new RegExp(`batches is not as this version expects: .*${attribute}`));
});
