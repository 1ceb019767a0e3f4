import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { writeAnnounced } from '../../../functions/adapters/batch-record';
import { getBatch } from '../../../functions/get-batch/contract';
import { BATCH_ID } from '../deposits/batch/support';
import { apiEvent, captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { FakeTable } from '../support/fake-dynamodb';
import { CALLER } from '../support/fakes';

Object.assign(process.env, AWS_VARIABLES, variablesOf(getBatch));
const { handler } =
  require('../../../functions/get-batch/handler') as typeof import('../../../functions/get-batch/handler');

const dynamoDb = mockClient(DynamoDBClient);
const NEVER = 4_000_000_000;
let table: FakeTable;
beforeEach(() => {
  dynamoDb.reset();
  table = new FakeTable('pk', dynamoDb);
  const announcedAt = new Date('2026-03-01T08:00:00.000Z');
  table.items.set(BATCH_ID, writeAnnounced({ id: BATCH_ID, submittedBy: CALLER, announcedAt }, NEVER));
});

const get = (id: string, parts: Parameters<typeof apiEvent>[0] = {}) =>
  captureLog(() => handler(apiEvent({ pathParameters: { id }, ...parts }), lambdaContext()));

describe('GET /batches/{id}', () => {
  test('GIVEN the submitter THEN the batch', async () => {
    const { result } = await get(BATCH_ID);
    expect(result.statusCode).toBe(200);
    expect(JSON.parse(result.body)).toEqual({
      batchId: BATCH_ID,
      status: 'ANNOUNCED',
      announcedAt: '2026-03-01T08:00:00.000Z',
    });
    expect(dynamoDb.commandCalls(GetItemCommand)[0]?.args[0].input).toEqual({
      TableName: 'batchStatus-tableName',
      Key: { pk: { S: BATCH_ID } },
      ConsistentRead: true,
    });
  });

  test.each([
    ['another caller', BATCH_ID, { userArn: 'arn:aws:iam::123456789012:user/other' }, 404],
    ['an unknown batch', BATCH_ID.replace('0d', '0e'), {}, 404],
    ['no id', 'x', {}, 404],
    ['a request not signed', BATCH_ID, { userArn: null }, 403],
    ['no parameter', BATCH_ID, { pathParameters: {} }, 400],
  ])('GIVEN %s THEN a problem that tells nothing', async (_what, id, parts, status) => {
    const { result } = await get(id, parts);
    expect(result.statusCode).toBe(status);
    expect(result.body).not.toContain(CALLER);
  });

  test('GIVEN an item that no version wrote THEN 500 without its contents', async () => {
    table.items.set(BATCH_ID, {
      pk: { S: BATCH_ID },
      expiresAt: { N: String(NEVER) },
      status: { S: 'SECRET' },
    });
    const { result, log } = await get(BATCH_ID);
    expect(result.statusCode).toBe(500);
    expect(result.body).not.toMatch(/SECRET|announcedAt/);
    expect(log).not.toContain('SECRET');
  });

  test('THEN whatever the id, the answer is a 200 or a 4xx problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.uuid(), fc.constant(BATCH_ID)), async (id) => {
        expect([200, 400, 404]).toContain((await get(id)).result.statusCode);
      }),
      { numRuns: 100 },
    );
  });
});
