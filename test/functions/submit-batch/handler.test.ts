import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { isBatchId } from '../../../functions/deposits/batch/batch';
import { submitBatch } from '../../../functions/submit-batch/contract';
import { apiEvent, captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { FakeTable } from '../support/fake-dynamodb';

Object.assign(process.env, AWS_VARIABLES, variablesOf(submitBatch));
const { handler } =
  require('../../../functions/submit-batch/handler') as typeof import('../../../functions/submit-batch/handler');

const dynamoDb = mockClient(DynamoDBClient);
const named = (name: string) => Object.assign(new Error(name), { name });
const KEY = '0b7e4f0a-6f5d-4c5e-9a53-2f6f6a8f0001';

let table: FakeTable;
let random: jest.SpyInstance;
beforeEach(() => {
  dynamoDb.reset();
  table = new FakeTable('pk', dynamoDb);
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());

const post = (parts: Parameters<typeof apiEvent>[0] = {}, remainingMillis = 10_000) =>
  captureLog(() =>
    handler(apiEvent({ headers: { 'Idempotency-Key': KEY }, ...parts }), lambdaContext(remainingMillis)),
  );
const bodyOf = (result: APIGatewayProxyResult) => JSON.parse(result.body) as Record<string, unknown>;

describe('POST /batches', () => {
  test('GIVEN a key THEN 202 with the place of the status and a form for the file', async () => {
    const { result, log } = await post();
    const body = bodyOf(result);
    const id = String(body['batchId']);
    expect(isBatchId(id)).toBe(true);
    expect(result).toMatchObject({ statusCode: 202, headers: { Location: `/batches/${id}` } });
    expect(result.headers).not.toHaveProperty('Idempotency-Replayed');
    expect(body).toMatchObject({
      status: 'ANNOUNCED',
      upload: {
        url: 'https://s3.eu-central-1.amazonaws.com/batches-bucketName',
        fields: { key: `incoming/${id}.jsonl`, 'Content-Type': 'application/jsonl' },
      },
    });
    expect(log).toContain(id);
    expect(log).not.toContain(KEY);
    expect(log).not.toMatch(/Signature|Policy/);
  });

  test('GIVEN the same key again THEN the same batch, marked as such', async () => {
    const first = bodyOf((await post()).result);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { result } = await post();
    expect(result).toMatchObject({ statusCode: 202, headers: { 'Idempotency-Replayed': 'true' } });
    expect(bodyOf(result)['batchId']).toBe(first['batchId']);
    expect(table.items.size).toBe(1);
  });

  test('GIVEN the file was read already THEN no form', async () => {
    const id = String(bodyOf((await post()).result)['batchId']);
    table.items.set(id, { ...table.items.get(id), status: { S: 'COMPLETED' } });
    const { result } = await post();
    expect(bodyOf(result)).toEqual({ batchId: id, status: 'COMPLETED' });
  });

  test.each([
    ['no key', { headers: {} }, 400, 'idempotency-key-missing'],
    ['a short key', { headers: { 'idempotency-key': '1' } }, 400, 'idempotency-key-malformed'],
    ['a request not signed', { userArn: null }, 403, 'not-signed'],
  ])('GIVEN %s THEN a problem, and no AWS call', async (_what, parts, status, code) => {
    const { result } = await post(parts as Parameters<typeof apiEvent>[0]);
    expect([result.statusCode, bodyOf(result)['type']]).toEqual([status, `/problems/${code}`]);
    expect(dynamoDb.calls()).toEqual([]);
  });

  test('GIVEN a table that does not answer in time THEN 503; GIVEN denial THEN 500 without its reason', async () => {
    dynamoDb.on(PutItemCommand).callsFake(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw named('ThrottlingException');
    });
    expect((await post({}, 2200)).result).toMatchObject({ statusCode: 503, headers: { 'Retry-After': '5' } });
    dynamoDb.on(PutItemCommand).rejects(named('AccessDeniedException'));
    const { result } = await post();
    expect(result.statusCode).toBe(500);
    expect(result.body).not.toContain('AccessDenied');
  });

  test('THEN whatever is sent, the answer is a 202 or a 4xx problem', async () => {
    const header = fc.oneof(fc.uuid(), fc.string(), fc.constant(KEY));
    const userArn = fc.oneof(fc.constant(null), fc.string({ minLength: 1 }));
    await fc.assert(
      fc.asyncProperty(header, userArn, fc.string(), async (key, arn, body) => {
        const { result } = await post({ headers: { 'Idempotency-Key': key }, userArn: arn, body });
        expect([202, 400, 403]).toContain(result.statusCode);
        expect(result.body).not.toMatch(/\.ts:\d+|node_modules|no-secret/);
      }),
      { numRuns: 100 },
    );
  });
});
