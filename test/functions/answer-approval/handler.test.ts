import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import Ajv from 'ajv';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { writeApproval } from '../../../functions/adapters/approvals-record';
import { approvalBodySchema } from '../../../functions/answer-approval/body-schema';
import { answerApproval } from '../../../functions/answer-approval/contract';
import { parseAnswer } from '../../../functions/answer-approval/request';
import { type Approval, openApproval } from '../../../functions/deposits/clearing/approval';
import { checkBodySchema } from '../../../modules/api/body-schema';
import { Problems } from '../../../modules/core/errors';
import { fromDraftFour } from '../../../tools/emulator/api/draft-four';
import { DEPOSIT_ID } from '../deposits/clearing/support';
import { apiEvent, captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { FakeTable } from '../support/fake-dynamodb';
import { CALLER } from '../support/fakes';

Object.assign(process.env, AWS_VARIABLES, variablesOf(answerApproval));
const { handler } =
  require('../../../functions/answer-approval/handler') as typeof import('../../../functions/answer-approval/handler');

const dynamoDb = mockClient(DynamoDBClient);
const stepFunctions = mockClient(SFNClient);
const named = (name: string, message = name) => Object.assign(new Error(message), { name });
const APPROVER = 'arn:aws:sts::123456789012:assumed-role/approver';
const HEADERS = { 'Content-Type': 'application/json' };
const TOKEN = 'token-of-the-task';

let table: FakeTable;
beforeEach(() => {
  dynamoDb.reset();
  stepFunctions.reset();
  stepFunctions.on(SendTaskSuccessCommand).resolves({});
  table = new FakeTable('pk', dynamoDb);
  store({});
});

function store(parts: Partial<Approval>) {
  const request = {
    depositId: DEPOSIT_ID,
    taskToken: TOKEN,
    submittedBy: CALLER,
    reasons: ['AMOUNT_ABOVE_LIMIT'] as const,
    requestedAt: new Date(),
    expiresAt: new Date(Date.now() + 60_000),
  };
  table.items.set(DEPOSIT_ID, writeApproval({ ...openApproval(undefined, request), ...parts }, 1));
}

async function post(parts: Parameters<typeof apiEvent>[0] = {}, millis = 5000) {
  const event = apiEvent({
    headers: HEADERS,
    body: { decision: 'APPROVE' },
    pathParameters: { id: DEPOSIT_ID },
    userArn: `${APPROVER}/session-1`,
    ...parts,
  });
  const { result, log } = await captureLog(() => handler(event, lambdaContext(millis)));
  expect(`${log}${result.body}${JSON.stringify(result.headers)}`).not.toContain(TOKEN);
  return { status: result.statusCode, body: JSON.parse(result.body), headers: result.headers, log };
}

describe('POST /deposits/{id}/approval', () => {
  test.each([
    ['APPROVE', 'APPROVED'],
    ['REFUSE', 'REFUSED'],
  ])('GIVEN %s THEN the task goes on with %s, and who did it', async (decision, approval) => {
    const { status, body, headers, log } = await post({ body: { decision } });
    expect(status).toBe(200);
    expect(body).toEqual({ depositId: DEPOSIT_ID, approval, answeredAt: expect.stringMatching(/Z$/) });
    expect(headers).toMatchObject({ 'Cache-Control': 'no-store' });
    const { input } = stepFunctions.commandCalls(SendTaskSuccessCommand)[0]?.args[0] ?? {};
    expect(input?.taskToken).toBe(TOKEN);
    expect(JSON.parse(input?.output ?? '')).toEqual({ approval, by: APPROVER });
    expect(log).toContain(DEPOSIT_ID);
  });

  test('GIVEN the same again, of another session of the role THEN the same answer, sent once', async () => {
    const first = await post();
    const second = await post({
      userArn: `${APPROVER}/session-2`,
      pathParameters: { id: DEPOSIT_ID.toUpperCase() },
    });
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect(stepFunctions.calls()).toHaveLength(1);
  });

  test('GIVEN another answer, or another person THEN 409', async () => {
    await post();
    for (const parts of [
      { body: { decision: 'REFUSE' } },
      { userArn: 'arn:aws:iam::123456789012:user/other' },
    ]) {
      const { status, body } = await post(parts);
      expect([status, body.type]).toEqual([409, '/problems/approval-answered']);
    }
  });

  test.each([
    ['the submitter', { userArn: `${CALLER}/another-session` }, 403, 'own-deposit'],
    ['a request not signed', { userArn: null }, 403, 'not-signed'],
    [
      'a deposit that nobody asked about',
      { pathParameters: { id: `${DEPOSIT_ID.slice(0, -1)}0` } },
      404,
      'approval-not-found',
    ],
    ['an id that is none', { pathParameters: { id: 'x' } }, 404, 'approval-not-found'],
    ['no id', { pathParameters: {} }, 400, 'missing-parameter'],
    ['another decision', { body: { decision: 'MAYBE' } }, 422, 'invalid-decision'],
    ['a further member', { body: { decision: 'APPROVE', force: true } }, 422, 'invalid-decision'],
    ['no object', { body: '[]' }, 422, 'invalid-decision'],
    ['no JSON', { body: '{' }, 400, 'malformed-json'],
    ['no body', { body: undefined }, 400, 'missing-body'],
    ['too much', { body: `"${'x'.repeat(2000)}"` }, 413, 'too-large'],
    ['another content type', { headers: {} }, 415, 'unsupported-media-type'],
  ])('GIVEN %s THEN a problem, and nothing is sent', async (_what, parts, status, code) => {
    const answered = await post(parts as Parameters<typeof apiEvent>[0]);
    expect([answered.status, answered.body.type]).toEqual([status, `/problems/${code}`]);
    expect(answered.headers).toMatchObject({ 'Content-Type': 'application/problem+json' });
    expect(stepFunctions.calls()).toEqual([]);
    expect(dynamoDb.commandCalls(PutItemCommand)).toEqual([]);
  });

  test('GIVEN it came too late THEN 410, and nothing is sent', async () => {
    store({ expiresAt: new Date(Date.now() - 1000) });
    const { status, body, headers } = await post();
    expect([status, body.type, body.status]).toEqual([410, '/problems/approval-expired', 410]);
    expect(headers).toMatchObject({ 'Content-Type': 'application/problem+json' });
    expect(stepFunctions.calls()).toEqual([]);
  });

  test.each([['TaskTimedOut'], ['TaskDoesNotExist']])('GIVEN %s THEN 410, and again', async (name) => {
    stepFunctions.on(SendTaskSuccessCommand).rejects(named(name));
    expect((await post()).status).toBe(410);
    expect((await post()).status).toBe(410);
    expect(stepFunctions.calls()).toHaveLength(1);
  });

  test('GIVEN Step Functions is out of reach THEN 503, and the retry sends the answer that is stored', async () => {
    stepFunctions.on(SendTaskSuccessCommand).rejects(named('ServiceUnavailableException'));
    const failed = await post({}, 2300);
    expect([failed.status, failed.headers]).toEqual([503, expect.objectContaining({ 'Retry-After': '5' })]);
    expect(table.items.get(DEPOSIT_ID)?.['answer']).toEqual({ S: 'APPROVED' });
    stepFunctions.on(SendTaskSuccessCommand).resolves({});
    expect((await post()).status).toBe(200);
  });

  test('GIVEN a refusal of Step Functions that repeats the token THEN 500 without it, in the log neither', async () => {
    stepFunctions.on(SendTaskSuccessCommand).rejects(named('InvalidToken', `Invalid Token: '${TOKEN}'`));
    const { status, log } = await post();
    expect(status).toBe(500);
    expect(log).toContain('InvalidToken');
  });

  test('GIVEN the delivery cannot be noted THEN 200 all the same, with a warning', async () => {
    let puts = 0;
    table.nextFault = () =>
      table.calls.at(-1) === 'PutItem' && ++puts === 2
        ? { at: 'before', error: named('AccessDeniedException') }
        : undefined;
    const { status, log } = await post();
    expect(status).toBe(200);
    expect(log).toContain('the approval could not be marked as delivered');
  });

  test('GIVEN others keep changing it THEN 409 with Retry-After', async () => {
    table.pause = async () => {
      const item = table.items.get(DEPOSIT_ID);
      if (item)
        table.items.set(DEPOSIT_ID, { ...item, revision: { N: String(Number(item['revision']?.N) + 1) } });
    };
    const { status, body, headers } = await post();
    expect([status, body.type]).toEqual([409, '/problems/approval-contended']);
    expect(headers).toMatchObject({ 'Retry-After': '1' });
  });

  test('GIVEN an item that this version does not know THEN 500, which tells nothing of it', async () => {
    dynamoDb.on(GetItemCommand).resolves({ Item: { pk: { S: DEPOSIT_ID }, taskToken: { S: TOKEN } } });
    const { status, log } = await post();
    expect(status).toBe(500);
    expect(log).toContain('not as this version expects');
  });

  test('THEN whatever is sent, the answer is a 200 or a 4xx problem', async () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((decision) => JSON.stringify({ decision })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constant('application/json'), fc.string()),
        fc.oneof(fc.constant(DEPOSIT_ID), fc.string()),
        body,
        fc.boolean(),
        async (type, id, text, isBase64Encoded) => {
          const headers = { 'content-type': type };
          const { status, body: answer } = await post({
            headers,
            pathParameters: { id },
            body: text,
            isBase64Encoded,
          });
          expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
          expect(JSON.stringify(answer)).not.toMatch(/\.ts:\d+|node_modules/);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the body schema of answer-approval', () => {
  const ajv = new Ajv({ allErrors: true, strict: true, validateSchema: true });
  const gatewayAccepts = ajv.compile(fromDraftFour(approvalBodySchema) as object);
  const functionAccepts = (body: unknown) => {
    try {
      return parseAnswer(body) !== undefined;
    } catch {
      return false;
    }
  };

  test('is carried by the trigger, and API Gateway understands every keyword of it', () => {
    expect(answerApproval.triggers).toEqual([expect.objectContaining({ bodySchema: approvalBodySchema })]);
    const problems = new Problems();
    checkBodySchema(problems, 'bodySchema', approvalBodySchema);
    expect(problems.all).toEqual([]);
  });

  test('WHEN the function accepts a body THEN so does the schema', () => {
    const decision = fc.oneof(fc.constantFrom('APPROVE', 'REFUSE', 'approve'), fc.jsonValue());
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ decision }),
      fc.record({ decision, further: fc.jsonValue() }, { requiredKeys: ['decision'] }),
    );
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(body, (each) => {
        const accepted = functionAccepts(each);
        seen[accepted ? 'accepted' : 'refused'] += 1;
        expect(!accepted || gatewayAccepts(each)).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(10);
    expect(gatewayAccepts({})).toBe(false);
    expect(gatewayAccepts({ decision: 'APPROVE', x: 1 })).toBe(false);
  });
});
