import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { FunctionHost } from '../../../../tools/emulator/functions/function-host';
import { CredentialRegistry } from '../../../../tools/emulator/gateway/credential-registry';
import { Gateway } from '../../../../tools/emulator/gateway/gateway';
import { deploymentWatch, lambdaRoute } from '../../../../tools/emulator/gateway/lambda-route';
import { FakeMoto } from '../functions/fake-moto';

const OPERATOR = { accessKeyId: 'x', secretAccessKey: 'y' };

let moto: FakeMoto;
let gateway: Gateway;
let host: FunctionHost;
let lambda: LambdaClient;

beforeAll(async () => {
  moto = await FakeMoto.start();
  gateway = await Gateway.listen();
  gateway.forwardTo(moto.url);
  host = new FunctionHost({
    controlPlane: moto.url,
    gatewayEndpoint: gateway.endpoint,
    region: 'eu-west-1',
    credentials: new CredentialRegistry(OPERATOR),
  });
  gateway.guard(deploymentWatch(host)).route(lambdaRoute(host));
  lambda = new LambdaClient({
    endpoint: gateway.endpoint,
    region: 'eu-west-1',
    credentials: OPERATOR,
    maxAttempts: 1,
  });
  moto.deploy('echo', {
    files: { 'index.js': 'exports.handler = async (e, c) => ({ e, client: c.clientContext })' },
  });
});

afterAll(async () => {
  await host.close();
  await gateway.close();
  await moto.close();
});

test('GIVEN the SDK WHEN it invokes THEN payload, version, log tail and client context are as Lambda’s', async () => {
  const answer = await lambda.send(
    new InvokeCommand({
      FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:echo',
      Qualifier: '3',
      Payload: JSON.stringify({ ü: 1 }),
      LogType: 'Tail',
      ClientContext: Buffer.from('{"custom":{"a":"b"}}').toString('base64'),
    }),
  );
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '3' });
  expect(answer.FunctionError).toBeUndefined();
  expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toEqual({
    e: { ü: 1 },
    client: { custom: { a: 'b' } },
  });
  expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toMatch(
    /^START RequestId: .*\nREPORT [^\n]*\n$/s,
  );
});

test.each([
  ['Event', 202],
  ['DryRun', 204],
] as const)('GIVEN the type %s WHEN invoked THEN %i without payload', async (InvocationType, StatusCode) => {
  const answer = await lambda.send(new InvokeCommand({ FunctionName: 'echo', InvocationType }));
  expect(answer.StatusCode).toBe(StatusCode);
  expect(answer.Payload?.length ?? 0).toBe(0);
  await host.drained();
});

test('GIVEN a handler that throws WHEN invoked THEN FunctionError and the document', async () => {
  moto.deploy('bad', { files: { 'index.js': 'exports.handler = async () => { throw new Error("no") }' } });
  const answer = await lambda.send(new InvokeCommand({ FunctionName: 'bad' }));
  expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
  expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toMatchObject({
    errorType: 'Error',
    errorMessage: 'no',
  });
  expect(answer.LogResult).toBeUndefined();
});

test.each([
  ['nobody', '{}', { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } }],
  ['echo', 'no json', { name: 'InvalidRequestContentException', $metadata: { httpStatusCode: 400 } }],
  [
    'echo',
    `"${'x'.repeat(7_000_000)}"`,
    { name: 'RequestTooLargeException', $metadata: { httpStatusCode: 413 } },
  ],
  [
    'echo',
    `"${'x'.repeat(9_000_000)}"`,
    { name: 'RequestTooLargeException', $metadata: { httpStatusCode: 413 } },
  ],
])(
  'GIVEN %s and a wrong request WHEN invoked THEN the SDK’s exception',
  async (FunctionName, Payload, expected) => {
    await expect(lambda.send(new InvokeCommand({ FunctionName, Payload }))).rejects.toMatchObject(expected);
  },
);

test('GIVEN no concurrency WHEN invoked THEN TooManyRequestsException with its reason', async () => {
  moto.deploy('none', { files: { 'index.js': '' }, reservedConcurrency: 0 });
  await expect(lambda.send(new InvokeCommand({ FunctionName: 'none' }))).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    $metadata: { httpStatusCode: 429 },
  });
});

test('GIVEN a change through the gateway WHEN invoked next THEN the new code runs at once', async () => {
  const invoke = async () =>
    (await lambda.send(new InvokeCommand({ FunctionName: 'changing' }))).Payload?.transformToString();
  moto.deploy('changing', { files: { 'index.js': 'exports.handler = async () => 1' } });
  expect(await invoke()).toBe('1');
  moto.deploy('changing', { files: { 'index.js': 'exports.handler = async () => 2' } });
  await fetch(`${gateway.endpoint}/2015-03-31/functions/changing/code`, {
    method: 'PUT',
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/eu-west-1/lambda/aws4_request, X' },
    body: '{}',
  });
  expect(await invoke()).toBe('2');
});
