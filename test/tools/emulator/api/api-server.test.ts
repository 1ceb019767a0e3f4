import { setTimeout as sleep } from 'node:timers/promises';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { AccessLogLine } from '../../../../tools/emulator/api/access-log';
import { ApiServer } from '../../../../tools/emulator/api/api-server';
import type { InvokeRequest } from '../../../../tools/emulator/functions/function-host';
import { LambdaServiceError } from '../../../../tools/emulator/functions/service-error';
import { CredentialRegistry } from '../../../../tools/emulator/gateway/credential-registry';
import { type FakeApi, FakeApiControlPlane } from './fake-api-control-plane';

const OPERATOR = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
const REGION = 'eu-west-1';

let control: FakeApiControlPlane;
let server: ApiServer | undefined;
let invoked: { functionName: string; event: APIGatewayProxyEvent }[];
let logged: AccessLogLine[];
/** What the function answers. */
let reply: (event: APIGatewayProxyEvent) => unknown;
let functionError: 'Unhandled' | undefined;

const functionHost = {
  async invoke(request: InvokeRequest) {
    const event = JSON.parse(request.payload.toString('utf8')) as APIGatewayProxyEvent;
    invoked.push({ functionName: request.functionName, event });
    const payload = Buffer.from(JSON.stringify(await reply(event)));
    const result = { status: 200 as const, requestId: 'r', payload, executedVersion: '1', logTail: '' };
    return functionError ? { ...result, functionError } : result;
  },
};

beforeEach(async () => {
  control = await FakeApiControlPlane.start();
  invoked = [];
  logged = [];
  functionError = undefined;
  reply = () => ({ statusCode: 200, body: 'ok' });
});

afterEach(async () => {
  await server?.close();
  await control.close();
});

async function serve(api: Partial<FakeApi> & Pick<FakeApi, 'methods'>): Promise<string> {
  control.api = { ...api, stage: { variables: { alias: 'live' }, ...api.stage } };
  server = await ApiServer.start(
    {
      endpoint: control.url,
      region: REGION,
      credentials: OPERATOR,
      registry: new CredentialRegistry(OPERATOR),
      functionHost,
      onAccessLog: (line) => logged.push(line),
    },
    'api1',
    'live',
  );
  return server.url;
}

describe('routing', () => {
  const methods = [
    { path: '/', httpMethod: 'GET' },
    { path: '/deposits', httpMethod: 'POST' },
    { path: '/deposits/{id}', httpMethod: 'GET' },
    { path: '/deposits/mine', httpMethod: 'GET' },
    { path: '/deposits/{id}/images/{name}', httpMethod: 'GET' },
    { path: '/files/{proxy+}', httpMethod: 'ANY' },
    { path: '/files/{proxy+}', httpMethod: 'DELETE' },
  ];

  test.each([
    ['GET', '', '/', null],
    ['GET', '/deposits/7', '/deposits/{id}', { id: '7' }],
    ['GET', '/deposits/a%2Fb', '/deposits/{id}', { id: 'a/b' }],
    ['GET', '/deposits/mine', '/deposits/mine', null],
    ['GET', '/deposits/7/images/x.png', '/deposits/{id}/images/{name}', { id: '7', name: 'x.png' }],
    ['PUT', '/files/a/b/c', '/files/{proxy+}', { proxy: 'a/b/c' }],
    ['POST', '/deposits/', '/deposits', null],
  ])(
    'GIVEN %s %s WHEN called with and without the stage THEN %s',
    async (method, path, resource, parameters) => {
      const url = await serve({ methods });
      for (const base of [url, url.replace('/live', '')]) {
        expect((await fetch(base + path, { method })).status).toBe(200);
      }
      expect(invoked.map(({ event }) => event.resource)).toEqual([resource, resource]);
      expect(invoked[0]?.event.pathParameters).toEqual(parameters);
      expect(invoked[0]?.functionName).toBe('arn:aws:lambda:eu-west-1:123456789012:function:submit:live');
    },
  );

  test.each([
    ['GET', '/nothing'],
    ['DELETE', '/deposits'],
    ['GET', '/files'],
    ['GET', '/deposits/1/images'],
  ])('GIVEN %s %s WHEN called THEN API Gateway’s 403', async (method, path) => {
    const answer = await fetch((await serve({ methods })) + path, { method });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(await answer.json()).toEqual({ message: 'Missing Authentication Token' });
  });

  test('GIVEN no such API or stage WHEN served THEN NotFoundException', async () => {
    const options = {
      endpoint: control.url,
      region: REGION,
      credentials: OPERATOR,
      registry: new CredentialRegistry(OPERATOR),
      functionHost,
    };
    await expect(ApiServer.start(options, 'other', 'live')).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    await expect(ApiServer.start(options, 'api1', 'other')).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  test('GIVEN a changed API WHEN refreshed THEN the next request sees it', async () => {
    const url = await serve({ methods });
    control.api = { methods: [{ path: '/new', httpMethod: 'GET' }] };
    server?.refresh();
    expect((await fetch(`${url}/new`)).status).toBe(200);
    expect((await fetch(`${url}/deposits/1`)).status).toBe(403);
  });
});

describe('the proxy event', () => {
  test('GIVEN a request WHEN proxied THEN the event is complete', async () => {
    const url = await serve({ methods: [{ path: '/deposits/{id}', httpMethod: 'POST' }] });
    await fetch(`${url}/deposits/7?a=1&a=2&b=x%20y`, {
      method: 'POST',
      headers: { 'X-Custom': 'v', 'content-type': 'application/json', 'x-forwarded-for': '9.9.9.9' },
      body: '{"ü":1}',
    });
    const { host } = new URL(url);
    expect(invoked[0]?.event).toMatchObject({
      resource: '/deposits/{id}',
      path: '/deposits/7',
      httpMethod: 'POST',
      queryStringParameters: { a: '2', b: 'x y' },
      multiValueQueryStringParameters: { a: ['1', '2'], b: ['x y'] },
      pathParameters: { id: '7' },
      stageVariables: { alias: 'live' },
      body: '{"ü":1}',
      isBase64Encoded: false,
      headers: { 'X-Custom': 'v', 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Proto': 'http', host },
      multiValueHeaders: { 'X-Custom': ['v'], 'X-Forwarded-For': ['127.0.0.1'] },
      requestContext: {
        accountId: '123456789012',
        apiId: 'api1',
        stage: 'live',
        httpMethod: 'POST',
        path: '/live/deposits/7',
        protocol: 'HTTP/1.1',
        resourcePath: '/deposits/{id}',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        requestTimeEpoch: expect.any(Number),
        identity: { sourceIp: '127.0.0.1', userArn: null, caller: null, accountId: null, accessKey: null },
      },
    });
    expect(Object.keys(invoked[0]?.event.headers ?? {})).not.toContain('x-forwarded-for');
  });

  test('GIVEN a binary type WHEN sent and accepted THEN base 64 both ways', async () => {
    const url = await serve({ methods: [{ path: '/i', httpMethod: 'POST' }], binaryMediaTypes: ['image/*'] });
    const bytes = new Uint8Array([0, 255, 128]);
    reply = (event) => ({ statusCode: 200, isBase64Encoded: true, body: event.body });
    const send = (accept: string) =>
      fetch(`${url}/i`, { method: 'POST', headers: { 'content-type': 'image/png', accept }, body: bytes });
    expect(new Uint8Array(await (await send('image/png')).arrayBuffer())).toEqual(bytes);
    expect(await (await send('text/plain')).text()).toBe('AP+A');
    expect(invoked[0]?.event).toMatchObject({ body: 'AP+A', isBase64Encoded: true });
  });
});

describe('the proxy response', () => {
  const methods = [{ path: '/x', httpMethod: 'GET' }];

  test('GIVEN headers of each kind WHEN answered THEN they are merged, and hop-by-hop ones dropped', async () => {
    reply = () => ({
      statusCode: '202',
      headers: {
        Location: '/deposits/1',
        'X-Count': 3,
        'X-Flag': true,
        connection: 'close',
        'content-length': 1,
      },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: 'text',
    });
    const answer = await fetch(`${await serve({ methods })}/x`);
    expect(answer.status).toBe(202);
    expect(await answer.text()).toBe('text');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const names = ['location', 'x-count', 'x-flag', 'content-type', 'x-amzn-requestid'];
    expect(names.map((name) => answer.headers.get(name))).toEqual([
      '/deposits/1',
      '3',
      'true',
      'application/json',
      invoked[0]?.event.requestContext.requestId,
    ]);
  });

  test.each([
    ['no object', 'text'],
    ['null', null],
    ['no status', { body: 'x' }],
    ['a wrong status', { statusCode: 'ok' }],
    ['an object as body', { statusCode: 200, body: {} }],
    ['a list as headers', { statusCode: 200, headers: [] }],
    ['an object as header', { statusCode: 200, headers: { a: {} } }],
    ['a text among many-valued headers', { statusCode: 200, multiValueHeaders: { a: 'b' } }],
    ['a text as encoding flag', { statusCode: 200, isBase64Encoded: 'yes' }],
  ])('GIVEN %s WHEN answered THEN 502 Internal server error', async (_name, value) => {
    reply = () => value;
    const answer = await fetch(`${await serve({ methods })}/x`);
    expect([answer.status, await answer.json()]).toEqual([502, { message: 'Internal server error' }]);
  });

  test('GIVEN a function that fails WHEN called THEN 502, and nothing of its error is shown', async () => {
    functionError = 'Unhandled';
    reply = () => ({ errorMessage: 'secret' });
    const answer = await fetch(`${await serve({ methods })}/x`);
    expect([answer.status, await answer.text()]).toEqual([502, '{"message":"Internal server error"}']);
  });

  test('GIVEN a service error WHEN called THEN 500', async () => {
    reply = () => {
      throw new LambdaServiceError(404, 'ResourceNotFoundException', 'no function');
    };
    expect((await fetch(`${await serve({ methods })}/x`)).status).toBe(500);
  });

  test('GIVEN a function beyond the integration’s time WHEN called THEN 504', async () => {
    reply = () => sleep(500);
    const integration = {
      type: 'AWS_PROXY',
      timeoutInMillis: 50,
      uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations',
    };
    const answer = await fetch(
      `${await serve({ methods: [{ path: '/x', httpMethod: 'GET', integration }] })}/x`,
    );
    expect([answer.status, await answer.json()]).toEqual([504, { message: 'Endpoint request timed out' }]);
  });

  test('GIVEN a mock integration WHEN called THEN its static answer', async () => {
    const integration = {
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 204}' },
      integrationResponses: {
        204: {
          statusCode: '204',
          responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
        },
      },
    };
    const url = await serve({ methods: [{ path: '/x', httpMethod: 'OPTIONS', integration }] });
    const answer = await fetch(`${url}/x`, { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  });

  test('GIVEN an integration that is not emulated WHEN called THEN 500', async () => {
    const url = await serve({ methods: [{ path: '/x', httpMethod: 'GET', integration: { type: 'HTTP' } }] });
    expect((await fetch(`${url}/x`)).status).toBe(500);
  });
});
