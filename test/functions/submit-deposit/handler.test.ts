import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  RDSDataClient,
} from '@aws-sdk/client-rds-data';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { submitDeposit } from '../../../functions/submit-deposit/contract';
import { apiEvent, captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { FakeTable } from '../support/fake-dynamodb';
import { VALID_BODY } from '../support/fakes';

Object.assign(process.env, AWS_VARIABLES, variablesOf(submitDeposit));
const { handler } =
  require('../../../functions/submit-deposit/handler') as typeof import('../../../functions/submit-deposit/handler');

const rdsData = mockClient(RDSDataClient);
const eventBridge = mockClient(EventBridgeClient);
const secretsManager = mockClient(SecretsManagerClient);
const dynamoDb = mockClient(DynamoDBClient);
const named = (name: string, message = name) => Object.assign(new Error(message), { name });
const KEY = '0b7e4f0a-6f5d-4c5e-9a53-2f6f6a8f0001';
const HEADERS = { 'Content-Type': 'application/json', 'Idempotency-Key': KEY };

let table: FakeTable;
let random: jest.SpyInstance;
beforeEach(() => {
  for (const mock of [rdsData, eventBridge, secretsManager, dynamoDb]) mock.reset();
  table = new FakeTable('pk', dynamoDb);
  rdsData
    .on(BeginTransactionCommand)
    .resolves({ transactionId: 't' })
    .on(CommitTransactionCommand)
    .resolves({});
  rdsData.on(ExecuteStatementCommand).resolves({ formattedRecords: '[{"published":false}]' });
  eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: 'k'.repeat(44), VersionId: '1' });
  random = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => random.mockRestore());

const post = (parts: Parameters<typeof apiEvent>[0] = {}, remainingMillis = 10_000) =>
  captureLog(() =>
    handler(apiEvent({ headers: HEADERS, body: VALID_BODY, ...parts }), lambdaContext(remainingMillis)),
  );
const bodyOf = (result: APIGatewayProxyResult) => JSON.parse(result.body) as Record<string, unknown>;

describe('POST /deposits', () => {
  // First, before a key is in the cache.
  test('GIVEN no pseudonym can be made THEN the deposit is accepted all the same', async () => {
    secretsManager.on(GetSecretValueCommand).rejects(named('AccessDeniedException'));
    const { result, log } = await post();
    expect(result.statusCode).toBe(202);
    expect(log).toContain('no pseudonym for the customer');
  });

  test('GIVEN a right request THEN 202 with location, id, status and upload', async () => {
    const { result, log } = await post();
    expect(result.statusCode).toBe(202);
    const body = bodyOf(result);
    expect(body).toEqual({
      depositId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'RECEIVED',
      upload: {
        url: 'https://s3.eu-central-1.amazonaws.com/images-bucketName',
        fields: expect.objectContaining({
          key: `deposits/${body['depositId']}/cheque`,
          'Content-Type': 'image/png',
        }),
        expiresAt: expect.stringMatching(/Z$/),
      },
    });
    expect(result.headers).toMatchObject({ Location: `/deposits/${body['depositId']}` });
    expect(result.headers).not.toHaveProperty('Idempotency-Replayed');
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({
      depositId: body['depositId'],
      customer: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(log).not.toMatch(/987654321098|123456789012|AKIDEXAMPLE|001234/);
  });

  test('GIVEN the same request again THEN the same id, said to be replayed, and nothing is done twice', async () => {
    const first = await post();
    const calls = rdsData.calls().length;
    const second = await post({ headers: { ...HEADERS, 'idempotency-key': KEY } });
    expect(second.result).toMatchObject({ statusCode: 202, headers: { 'Idempotency-Replayed': 'true' } });
    expect(bodyOf(second.result)['depositId']).toBe(bodyOf(first.result)['depositId']);
    expect([rdsData.calls().length, eventBridge.calls().length]).toEqual([calls, 1]);
  });

  test('GIVEN the same key with another request THEN 422', async () => {
    await post();
    const { result } = await post({ body: { ...VALID_BODY, amount: '1.00' } });
    expect([result.statusCode, bodyOf(result)['type']]).toEqual([422, '/problems/idempotency-key-reused']);
  });

  test('GIVEN the same key of another caller THEN a deposit of its own', async () => {
    const first = await post();
    const second = await post({ userArn: 'arn:aws:iam::123456789012:user/other' });
    expect(second.result.statusCode).toBe(202);
    expect(bodyOf(second.result)['depositId']).not.toBe(bodyOf(first.result)['depositId']);
  });

  test('GIVEN the first request is still at work THEN 409 with Retry-After', async () => {
    let finish = () => {};
    eventBridge.on(PutEventsCommand).callsFake(
      () =>
        new Promise((resolve) => {
          finish = () => resolve({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
        }),
    );
    const first = post();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await handler(apiEvent({ headers: HEADERS, body: VALID_BODY }), lambdaContext());
    expect(second).toMatchObject({
      statusCode: 409,
      headers: { 'Retry-After': expect.stringMatching(/^(27|28)$/) },
    });
    finish();
    expect((await first).result.statusCode).toBe(202);
  });

  test.each([
    ['a missing key', { headers: { 'Content-Type': 'application/json' } }, 400, 'idempotency-key-missing'],
    ['a short key', { headers: { ...HEADERS, 'Idempotency-Key': '1' } }, 400, 'idempotency-key-malformed'],
    ['another content type', { headers: { 'Idempotency-Key': KEY } }, 415, 'unsupported-media-type'],
    ['malformed JSON', { body: '{' }, 400, 'malformed-json'],
    ['a body too large', { body: `"${'x'.repeat(17_000)}"` }, 413, 'too-large'],
    ['no body', { body: undefined }, 400, 'missing-body'],
    ['a request not signed', { userArn: null }, 403, 'not-signed'],
    ['an invalid deposit', { body: { ...VALID_BODY, amount: '-1' } }, 422, 'invalid-deposit'],
  ])('GIVEN %s THEN a problem, and no AWS call', async (_what, parts, status, code) => {
    const { result } = await post(parts as Parameters<typeof apiEvent>[0]);
    expect(result.statusCode).toBe(status);
    expect(result.headers).toMatchObject({ 'Content-Type': 'application/problem+json' });
    expect(bodyOf(result)).toMatchObject({ type: `/problems/${code}`, status });
    expect([dynamoDb, rdsData, eventBridge, secretsManager].map((mock) => mock.calls().length)).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test('GIVEN invalid members THEN each is told with its pointer', async () => {
    const { result } = await post({ body: { ...VALID_BODY, amount: '-1', chequeNumber: 'x' } });
    expect(bodyOf(result)['errors']).toEqual(
      expect.arrayContaining([
        { pointer: '/amount', detail: expect.any(String) },
        { pointer: '/chequeNumber', detail: expect.any(String) },
      ]),
    );
  });

  test('GIVEN a database that resumes for too long THEN 503, and the retry with the key finishes the same deposit', async () => {
    rdsData.on(BeginTransactionCommand).callsFake(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw named('DatabaseResumingException');
    });
    const failed = await post({}, 2300);
    expect(failed.result).toMatchObject({ statusCode: 503, headers: { 'Retry-After': '15' } });
    const [claimedId] = [...table.items.values()].map((item) => item['depositId']?.S);

    rdsData.on(BeginTransactionCommand).resolves({ transactionId: 't' });
    const retried = await post();
    expect(retried.result.statusCode).toBe(202);
    expect(bodyOf(retried.result)['depositId']).toBe(claimedId);
    expect(retried.result.headers).not.toHaveProperty('Idempotency-Replayed');
  });

  test('GIVEN the event bus refuses THEN 500 without its reason, and the retry publishes the same event', async () => {
    eventBridge
      .on(PutEventsCommand)
      .resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'NotAuthorizedForSource' }] });
    const failed = await post();
    expect(failed.result.statusCode).toBe(500);
    expect(failed.result.body).not.toContain('NotAuthorized');
    expect(failed.log).toContain('NotAuthorizedForSource');

    eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
    expect((await post()).result.statusCode).toBe(202);
    const ids = eventBridge
      .commandCalls(PutEventsCommand)
      .map(({ args }) => JSON.parse(args[0].input.Entries?.[0]?.Detail ?? '{}').metadata.eventId);
    expect(new Set(ids).size).toBe(1);
  });

  test('GIVEN an event that was published before THEN only the key is completed', async () => {
    rdsData.on(ExecuteStatementCommand).resolves({ formattedRecords: '[{"published":true}]' });
    expect((await post()).result.statusCode).toBe(202);
    expect(eventBridge.calls()).toEqual([]);
  });

  test('GIVEN the key cannot be completed THEN 202 all the same, with a warning', async () => {
    let calls = 0;
    table.nextFault = () =>
      ++calls === 2 ? { at: 'before', error: named('AccessDeniedException') } : undefined;
    const { result, log } = await post();
    expect(result.statusCode).toBe(202);
    expect(log).toContain('the idempotency key could not be completed');
  });

  test('THEN whatever is sent, the answer is a 202 or a 4xx problem', async () => {
    const header = fc.oneof(fc.constant('application/json'), fc.string());
    const member = fc.dictionary(fc.constantFrom(...Object.keys(VALID_BODY), 'x'), fc.jsonValue());
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      member.map((change) => JSON.stringify({ ...VALID_BODY, ...change })),
    );
    const key = fc.oneof(fc.uuid(), fc.string());
    await fc.assert(
      fc.asyncProperty(
        header,
        key,
        body,
        fc.boolean(),
        async (type, idempotencyKey, text, isBase64Encoded) => {
          const headers = { 'content-type': type, 'idempotency-key': idempotencyKey };
          const { result } = await post({ headers, body: text, isBase64Encoded });
          expect(result.statusCode === 202 || (result.statusCode >= 400 && result.statusCode < 500)).toBe(
            true,
          );
          expect(result.body).not.toMatch(/\.ts:\d+|node_modules|AKIDEXAMPLE.*secret/i);
        },
      ),
      { numRuns: 200 },
    );
  });
});
