import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { AccessLogLine } from '../../../../tools/emulator/api/access-log';
import { ApiServer } from '../../../../tools/emulator/api/api-server';
import type { InvokeRequest } from '../../../../tools/emulator/functions/function-host';
import { CredentialRegistry } from '../../../../tools/emulator/gateway/credential-registry';
import { sendSigned } from '../../../../tools/emulator/gateway/signed-request';
import { type FakeApi, FakeApiControlPlane } from './fake-api-control-plane';

const OPERATOR = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
const REGION = 'eu-west-1';

let control: FakeApiControlPlane;
let server: ApiServer | undefined;
let invoked: { functionName: string; event: APIGatewayProxyEvent }[];
let logged: AccessLogLine[];
/** What the function answers. */
let reply: (event: APIGatewayProxyEvent) => unknown;

const functionHost = {
  async invoke(request: InvokeRequest) {
    const event = JSON.parse(request.payload.toString('utf8')) as APIGatewayProxyEvent;
    invoked.push({ functionName: request.functionName, event });
    const payload = Buffer.from(JSON.stringify(await reply(event)));
    return { status: 200 as const, requestId: 'r', payload, executedVersion: '1', logTail: '' };
  },
};

beforeEach(async () => {
  control = await FakeApiControlPlane.start();
  invoked = [];
  logged = [];
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

describe('authorization, validation, throttling and the access log', () => {
  const guarded = {
    path: '/deposits',
    httpMethod: 'POST',
    method: {
      authorizationType: 'AWS_IAM',
      requestValidatorId: 'all',
      requestParameters: {
        'method.request.header.Idempotency-Key': true,
        'method.request.querystring.q': false,
      },
      requestModels: { 'application/json': 'Deposit' },
    },
  };
  const models = {
    Deposit: {
      $schema: 'http://json-schema.org/draft-04/schema#',
      type: 'object',
      required: ['amount'],
      properties: { amount: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
    },
  };
  const post = (url: string, body: string, headers: Record<string, string> = {}) =>
    sendSigned({
      endpoint: url,
      service: 'execute-api',
      region: REGION,
      credentials: OPERATOR,
      path: '/live/deposits',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k', ...headers },
      body,
    });

  test('GIVEN a signed request WHEN valid THEN the function learns who called, and not the signature', async () => {
    const url = await serve({ methods: [guarded], models });
    expect((await post(url, '{"amount":1}')).status).toBe(200);
    const { identity } = invoked[0]?.event.requestContext ?? {};
    expect(identity).toMatchObject({
      accessKey: 'AKIATEST',
      accountId: '123456789012',
      userArn: 'arn:aws:iam::123456789012:user/operator',
      caller: expect.stringMatching(/^AIDA/),
    });
    expect(Object.keys(invoked[0]?.event.headers ?? {}).map((name) => name.toLowerCase())).not.toContain(
      'authorization',
    );
  });

  test.each([
    ['{"amount":0}', 400, 'Invalid request body'],
    ['not json', 400, 'Invalid request body'],
    ['{}', 400, 'Invalid request body'],
  ])('GIVEN the body %s WHEN posted THEN %i', async (body, status, message) => {
    const url = await serve({ methods: [guarded], models });
    expect(await post(url, body)).toEqual({ status, body: JSON.stringify({ message }) });
    expect(invoked).toHaveLength(0);
  });

  test('GIVEN another content type WHEN posted THEN no model applies', async () => {
    const url = await serve({ methods: [guarded], models });
    expect((await post(url, 'anything', { 'content-type': 'text/plain' })).status).toBe(200);
  });

  test('GIVEN an unsupported authorizer WHEN called THEN 500 and the log says why', async () => {
    const accessLogSettings = {
      destinationArn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/api:*',
      format: '$context.integrationErrorMessage',
    };
    const method = { authorizationType: 'CUSTOM' };
    const url = await serve({
      methods: [{ path: '/x', httpMethod: 'GET', method }],
      stage: { accessLogSettings },
    });
    expect((await fetch(`${url}/x`)).status).toBe(500);
    expect(logged[0]).toMatchObject({ logGroup: '/api', message: 'authorization CUSTOM is not emulated' });
  });

  test('GIVEN a declared gateway response WHEN refused THEN its template, status and headers', async () => {
    const url = await serve({
      methods: [guarded],
      models,
      gatewayResponses: [
        {
          responseType: 'BAD_REQUEST_PARAMETERS',
          statusCode: '422',
          responseParameters: {
            'gatewayresponse.header.Content-Language': "'en'",
            'gatewayresponse.header.X-Request': 'context.requestId',
            'gatewayresponse.header.X-Echo': 'method.request.header.X-Me',
          },
          responseTemplates: {
            'application/problem+json':
              '{"type":"$context.error.responseType","title":$context.error.messageString}',
          },
        },
        {
          responseType: 'DEFAULT_4XX',
          responseTemplates: { 'application/json': '{"any":"$context.requestId"}' },
        },
      ],
    });
    const signed = await post(url, '{"amount":1}', { 'idempotency-key': '', 'x-me': 'me' });
    expect(signed).toEqual({
      status: 422,
      body: '{"type":"BAD_REQUEST_PARAMETERS","title":"Missing required request parameters: [Idempotency-Key]"}',
    });
    const unsigned = await fetch(`${url}/deposits`, { method: 'POST' });
    expect(unsigned.status).toBe(403);
    expect(await unsigned.json()).toEqual({ any: unsigned.headers.get('x-amzn-requestid') });
  });

  test('GIVEN settings of a method and of all WHEN called THEN the method’s own hold', async () => {
    const url = await serve({
      methods: [
        { path: '/a/{id}', httpMethod: 'GET' },
        { path: '/b', httpMethod: 'GET' },
        { path: '/c', httpMethod: 'GET' },
      ],
      stage: {
        methodSettings: {
          '*/*': { throttlingRateLimit: 0.01, throttlingBurstLimit: 1 },
          'a~1{id}/GET': { throttlingRateLimit: 0.01, throttlingBurstLimit: 2 },
          '~1c/GET': { throttlingRateLimit: -1, throttlingBurstLimit: -1 },
        },
      },
    });
    const statuses = async (path: string) => {
      const found: number[] = [];
      for (let i = 0; i < 3; i += 1) found.push((await fetch(url + path)).status);
      return found;
    };
    expect(await statuses('/a/1')).toEqual([200, 200, 429]);
    expect(await statuses('/b')).toEqual([200, 429, 429]);
    expect(await statuses('/c')).toEqual([200, 200, 200]);
  });

  test('GIVEN an access-log format WHEN served THEN each request is one line of it', async () => {
    const format =
      '{"id":"$context.requestId","m":"$context.httpMethod","r":"$context.resourcePath","s":$context.status,' +
      '"n":$context.responseLength,"none":"$context.authorizer.claims.x","i":"$context.integration.status"}';
    const destinationArn = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/api/deposits';
    const url = await serve({
      methods: [{ path: '/x', httpMethod: 'GET' }],
      stage: { accessLogSettings: { destinationArn, format } },
    });
    const answer = await fetch(`${url}/x`);
    await answer.text();
    expect(logged.map(({ logGroup }) => logGroup)).toEqual(['/aws/api/deposits']);
    expect(JSON.parse(logged[0]?.message ?? '')).toEqual({
      id: answer.headers.get('x-amzn-requestid'),
      m: 'GET',
      r: '/x',
      s: 200,
      n: 2,
      none: '-',
      i: '200',
    });
  });

  test('GIVEN more than 10 MB WHEN posted THEN 413', async () => {
    const url = await serve({ methods: [{ path: '/x', httpMethod: 'POST' }] });
    const answer = await fetch(`${url}/x`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect(answer.status).toBe(413);
  });
});
