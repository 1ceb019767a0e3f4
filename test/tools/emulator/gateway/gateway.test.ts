import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:net';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetBucketPolicyCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { CallRecord } from '../../../../tools/emulator/gateway/call';
import { Gateway } from '../../../../tools/emulator/gateway/gateway';
import { closeServer, listen, readBody, send } from '../../../../tools/emulator/gateway/http';
import { sendSigned } from '../../../../tools/emulator/gateway/signed-request';

const CREDENTIALS = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let gateway: Gateway;
let upstream: Server;
let upstreamUrl: string;
let seen: Seen[];
let records: CallRecord[];
/** What the upstream does with a request; undefined answers 200. */
let behave: ((request: IncomingMessage, respond: () => void) => void) | undefined;

beforeEach(async () => {
  seen = [];
  records = [];
  behave = undefined;
  upstream = createServer((request, response) => {
    const respond = async () => {
      const body = (await readBody(request, 100_000_000)).toString('utf8');
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      send(
        response,
        200,
        { 'x-upstream': 'yes', 'set-cookie': ['a=1', 'b=2'] },
        `<answer>${body.length}</answer>`,
      );
    };
    if (behave) behave(request, () => void respond());
    else void respond();
  });
  upstreamUrl = `http://127.0.0.1:${await listen(upstream)}`;
  gateway = await Gateway.listen({
    onCall: (record) => records.push(record),
    functionOf: (id) => (id === 'ASIAFUNCTION' ? 'submit-deposit' : undefined),
  });
  gateway.forwardTo(upstreamUrl);
});

afterEach(async () => {
  await gateway.close();
  await gateway.close();
  await closeServer(upstream);
});

function options(accessKeyId = CREDENTIALS.accessKeyId) {
  const credentials = { ...CREDENTIALS, accessKeyId };
  return { endpoint: gateway.endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 };
}

describe('passing on', () => {
  test('GIVEN a call that no route takes WHEN sent THEN upstream gets it with its host, and the answer comes back whole', async () => {
    const response = await fetch(`${gateway.endpoint}/a%20b/c?x=1&y=%2F`, { method: 'PUT', body: 'hello' });
    expect(await response.text()).toBe('<answer>5</answer>');
    expect(response.headers.get('x-upstream')).toBe('yes');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(seen).toEqual([
      expect.objectContaining({
        method: 'PUT',
        url: '/a%20b/c?x=1&y=%2F',
        body: 'hello',
        headers: expect.objectContaining({ host: new URL(gateway.endpoint).host }),
      }),
    ]);
    expect(seen[0]?.headers).not.toHaveProperty('keep-alive');
  });

  test('GIVEN a large body in chunks WHEN sent THEN it is streamed: upstream reads before the caller has ended', async () => {
    let firstChunkArrived: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      firstChunkArrived = resolve;
    });
    behave = (request, respond) => {
      request.once('readable', firstChunkArrived);
      respond();
    };
    const outgoing = httpRequest(`${gateway.endpoint}/bucket/key`, { method: 'PUT' });
    outgoing.write(Buffer.alloc(1_000_000));
    await arrived;
    outgoing.end(Buffer.alloc(500_000));
    const answer = await new Promise<IncomingMessage>((resolve) => outgoing.once('response', resolve));
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(seen[0]?.body.length).toBe(1_500_000);
  });

  test('GIVEN SDK clients WHEN they call THEN each call is told with service, operation and caller', async () => {
    const s3 = new S3Client(options('ASIAFUNCTION'));
    await s3
      .send(new PutObjectCommand({ Bucket: 'images', Key: 'a/b.png', Body: 'x' }))
      .catch(() => undefined);
    await s3.send(new GetObjectCommand({ Bucket: 'images', Key: 'a/b.png' })).catch(() => undefined);
    await s3.send(new GetBucketPolicyCommand({ Bucket: 'images' })).catch(() => undefined);
    await new SecretsManagerClient(options()).send(new ListSecretsCommand({})).catch(() => undefined);
    await new LambdaClient(options()).send(new ListFunctionsCommand({})).catch(() => undefined);
    await sendSigned({
      ...options(),
      service: 'sts',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    expect(records.map(({ service, operation }) => `${service} ${operation}`)).toEqual([
      's3 PutObject',
      's3 GetObject',
      's3 GetBucketPolicy',
      'secretsmanager ListSecrets',
      'lambda ListFunctions',
      'sts GetCallerIdentity',
    ]);
    expect(records[0]).toMatchObject({
      functionName: 'submit-deposit',
      status: 200,
      credentials: { accessKeyId: 'ASIAFUNCTION', region: 'eu-west-1', from: 'header' },
    });
    expect(records[3]).not.toHaveProperty('functionName');
    expect(seen.at(-1)?.body).toBe('Action=GetCallerIdentity&Version=2011-06-15');
  });

  test('GIVEN a presigned URL WHEN opened THEN service and caller come from its query', async () => {
    const query = 'X-Amz-Credential=AKIATEST%2F20260101%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Signature=0';
    await fetch(`${gateway.endpoint}/images/key?${query}`);
    expect(records[0]).toMatchObject({
      service: 's3',
      operation: 'GetObject',
      credentials: { accessKeyId: 'AKIATEST', from: 'query' },
    });
  });

  test('GIVEN a form upload without signature header WHEN sent THEN it is S3’s', async () => {
    const form = new FormData();
    form.set('key', 'a');
    await fetch(`${gateway.endpoint}/images`, { method: 'POST', body: form });
    expect(records[0]).toMatchObject({ service: 's3', operation: 'PostObject' });
  });
});

describe('an upstream that fails', () => {
  test.each([
    ['lambda', 'application/json', /"__type":"ServiceUnavailableException"/],
    ['s3', 'text/xml', /<Error><Code>ServiceUnavailable<\/Code>/],
    ['ec2', 'text/xml', /<Response><Errors><Error><Code>ServiceUnavailableException/],
    ['iam', 'text/xml', /<ErrorResponse><Error><Type>Receiver<\/Type>/],
  ])('GIVEN a dropped connection WHEN %s is called THEN 503 in its own form', async (service, type, body) => {
    behave = (request) => request.socket.destroy();
    const answer = await fetch(gateway.endpoint, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/${service}/aws4_request, X`,
      },
      body: 'x',
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(await answer.text()).toMatch(body);
  });

  test('GIVEN nobody there WHEN an SDK calls THEN it reads the error’s code', async () => {
    await closeServer(upstream);
    const attempt = new SecretsManagerClient(options()).send(new ListSecretsCommand({}));
    await expect(attempt).rejects.toMatchObject({
      name: 'ServiceUnavailableException',
      $metadata: { httpStatusCode: 503 },
    });
  });

  test('GIVEN no upstream yet WHEN called THEN 503', async () => {
    const starting = await Gateway.listen();
    expect((await fetch(starting.endpoint)).status).toBe(503);
    await starting.close();
  });
});

describe('routes and guards', () => {
  test('GIVEN a route of some operations WHEN called THEN it takes those and leaves the rest', async () => {
    gateway.route({
      service: 'secretsmanager',
      operations: ['ListSecrets'],
      handle: async (call, response) => {
        call.request.resume();
        send(
          response,
          200,
          { 'content-type': 'application/x-amz-json-1.1' },
          '{"SecretList":[{"Name":"mine"}]}',
        );
      },
    });
    const answer = await new SecretsManagerClient(options()).send(new ListSecretsCommand({}));
    expect(answer.SecretList?.[0]?.Name).toBe('mine');
    expect(seen).toHaveLength(0);
  });

  test('GIVEN a guard that answers WHEN called THEN no route and no upstream is asked', async () => {
    gateway.guard({
      check: async (call, response) => {
        call.request.resume();
        send(response, 403, {}, 'no');
        return true;
      },
    });
    expect((await fetch(gateway.endpoint)).status).toBe(403);
    expect(seen).toHaveLength(0);
  });

  test('GIVEN a handler that throws WHEN called THEN 500 of the service, and the gateway lives', async () => {
    gateway.route({ service: 'secretsmanager', handle: () => Promise.reject(new Error('broken')) });
    const attempt = new SecretsManagerClient(options()).send(new ListSecretsCommand({}));
    await expect(attempt).rejects.toMatchObject({ name: 'InternalFailure', message: 'broken' });
    expect((await fetch(gateway.endpoint)).status).toBe(200);
  });

  test('GIVEN an observer that throws WHEN called THEN the caller does not notice', async () => {
    const watched = await Gateway.listen({
      onCall: () => {
        throw new Error('observer');
      },
    });
    watched.forwardTo(upstreamUrl);
    expect((await fetch(watched.endpoint)).status).toBe(200);
    await watched.close();
  });
});

describe('who may call', () => {
  /** Sends a raw request and gives the status line. */
  function raw(text: string): Promise<string> {
    const { hostname, port } = new URL(gateway.endpoint);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write(text));
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
        socket.end();
      });
      socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    });
  }

  test.each([
    ['127.0.0.1:1234', 200],
    ['localhost', 200],
    ['bucket.localhost:1', 200],
    ['123456789012.127.0.0.1:5000', 200],
    ['[::1]:80', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example', 403],
  ])('GIVEN the host %s WHEN called THEN %i', async (host, status) => {
    expect(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toContain(` ${status} `);
  });

  test('GIVEN a proxy’s absolute URL WHEN its host is loopback THEN it is passed on, otherwise refused', async () => {
    expect(
      await raw('GET http://123.127.0.0.1:5000/v20180820/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'),
    ).toContain(' 200 ');
    expect(seen[0]?.url).toBe('/v20180820/x');
    expect(await raw('GET http://example.com/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')).toContain(' 403 ');
    expect(await raw('CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n')).toBe('');
  });

  test('GIVEN more than the limit announced WHEN sent THEN 413', async () => {
    const text = 'PUT /b/k HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n';
    expect(await raw(text)).toContain(' 413 ');
  });
});
