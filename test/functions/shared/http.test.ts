import fc from 'fast-check';
import { apiHandler } from '../../../functions/shared/api-handler';
import { RequestError, UnavailableError } from '../../../functions/shared/errors';
import { HttpRequest, jsonResponse } from '../../../functions/shared/http';
import { createLogger } from '../../../functions/shared/logger';
import { problemResponse } from '../../../functions/shared/problem';
import { apiEvent, lambdaContext, USER_ARN } from '../support/api-event';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

function refusal(work: () => unknown): RequestError {
  try {
    work();
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('HttpRequest', () => {
  test('finds headers whatever their capitals', () => {
    const request = new HttpRequest(apiEvent({ headers: { 'IDEMPOTENCY-key': ' a ', empty: ' ' } }));
    expect([request.header('Idempotency-Key'), request.header('empty'), request.header('none')]).toEqual([
      'a',
      undefined,
      undefined,
    ]);
  });

  test('GIVEN an event without headers THEN there are none', () => {
    const event = { ...apiEvent({}), headers: null };
    expect(new HttpRequest(event as never).header('x')).toBeUndefined();
  });

  test('GIVEN headers whose value is no text THEN they count as missing, and the others are found', () => {
    const headers = { none: undefined, empty: null, many: ['a', 'b'], one: 'a' };
    const request = new HttpRequest({ ...apiEvent({}), headers } as never);
    expect(['none', 'empty', 'many', 'one'].map((name) => request.header(name))).toEqual([
      undefined,
      undefined,
      undefined,
      'a',
    ]);
  });

  test('reads JSON, plain and base64', () => {
    const text = '{"a":"ä"}';
    const base64 = Buffer.from(text).toString('base64');
    const plain = new HttpRequest(apiEvent({ headers: JSON_TYPE, body: text }));
    const encoded = new HttpRequest(apiEvent({ headers: JSON_TYPE, body: base64, isBase64Encoded: true }));
    expect(plain.json({ maxBytes: 99 })).toEqual({ a: 'ä' });
    expect(encoded.json({ maxBytes: 99 })).toEqual({ a: 'ä' });
  });

  test.each([
    [415, 'unsupported-media-type', { body: '{}' }],
    [415, 'unsupported-media-type', { body: '{}', headers: { 'content-type': 'text/json' } }],
    [400, 'missing-body', { headers: JSON_TYPE }],
    [400, 'missing-body', { headers: JSON_TYPE, body: '' }],
    [400, 'malformed-json', { headers: JSON_TYPE, body: '{"a":' }],
    [413, 'too-large', { headers: JSON_TYPE, body: `"${'ä'.repeat(49)}"` }],
    [400, 'malformed-json', { headers: JSON_TYPE, body: '%%%', isBase64Encoded: true }],
  ])('answers %d %s', (status, code, parts) => {
    const error = refusal(() => new HttpRequest(apiEvent(parts)).json({ maxBytes: 99 }));
    expect(error).toMatchObject({ status, code });
  });

  test.each([
    [USER_ARN, 'arn:aws:sts::123456789012:assumed-role/deposits-client'],
    [
      'arn:aws-us-gov:sts::123456789012:assumed-role/r/i-0/x',
      'arn:aws-us-gov:sts::123456789012:assumed-role/r',
    ],
    ['arn:aws:iam::123456789012:user/path/alice', 'arn:aws:iam::123456789012:user/path/alice'],
  ])('GIVEN %s THEN the caller is %s', (userArn, caller) => {
    expect(new HttpRequest(apiEvent({ userArn })).caller()).toBe(caller);
  });

  test.each([[null], ['']])('GIVEN a request that was not signed (%j) THEN 403', (userArn) => {
    expect(refusal(() => new HttpRequest(apiEvent({ userArn })).caller()).status).toBe(403);
  });

  test('GIVEN no path parameter THEN 400', () => {
    expect(refusal(() => new HttpRequest(apiEvent({})).pathParameter('id')).status).toBe(400);
    expect(new HttpRequest(apiEvent({ pathParameters: { id: 'x' } })).pathParameter('id')).toBe('x');
  });
});

describe('problemResponse', () => {
  test('GIVEN a RequestError THEN its own words, with the wrong members', () => {
    const errors = [{ pointer: '/a', detail: 'is wrong' }];
    const response = problemResponse(
      new RequestError(409, 'busy', 'Busy', 'Wait.', { errors, retryAfterSeconds: 3 }),
      'r1',
    );
    expect(response).toMatchObject({
      statusCode: 409,
      headers: {
        'Content-Type': 'application/problem+json',
        'Retry-After': '3',
        'Cache-Control': 'no-store',
      },
    });
    expect(JSON.parse(response.body)).toEqual({
      type: '/problems/busy',
      title: 'Busy',
      status: 409,
      detail: 'Wait.',
      errors,
      instance: 'urn:request:r1',
    });
  });

  test('GIVEN something unavailable THEN 503 with Retry-After, and its name is not told', () => {
    const response = problemResponse(new UnavailableError('the database', 15), 'r1');
    expect(response).toMatchObject({ statusCode: 503, headers: { 'Retry-After': '15' } });
    expect(response.body).not.toContain('database');
  });

  test('THEN nothing of any other error reaches the client', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{12,40}$/), (secret) => {
        const { statusCode, body, headers } = problemResponse(
          Object.assign(new Error(secret), { secret }),
          'r1',
        );
        expect(statusCode).toBe(500);
        expect(JSON.stringify({ body, headers })).not.toContain(secret);
        expect(body).not.toMatch(/\bat .*:\d+/);
      }),
    );
  });
});

describe('apiHandler', () => {
  const lines: string[] = [];
  const logger = createLogger('x', {
    variables: {},
    destination: { write: (line) => void lines.push(line) },
  });
  const call = async (work: Parameters<typeof apiHandler>[1]) => {
    lines.length = 0;
    return apiHandler(logger, work)(
      apiEvent({ body: 'hunter2', headers: { x: 'hunter2' } }),
      lambdaContext(),
    );
  };

  test('passes the answer on, and logs status and duration but not the event', async () => {
    await expect(call(async () => jsonResponse(200, { ok: true }))).resolves.toMatchObject({
      statusCode: 200,
    });
    expect(JSON.parse(lines.join(''))).toMatchObject({
      status: 200,
      msg: 'answered',
      durationMs: expect.any(Number),
    });
    expect(lines.join('')).not.toContain('hunter2');
  });

  test.each([
    [404, 'info', new RequestError(404, 'gone', 'Gone', 'Gone.')],
    [503, 'error', new UnavailableError('x', 1)],
    [500, 'error', new Error('boom')],
    [500, 'error', 'not an error'],
  ])('GIVEN a failure THEN %d, logged as %s', async (status, level, thrown) => {
    const response = await call(() => Promise.reject(thrown));
    expect(response.statusCode).toBe(status);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level, error: { type: expect.any(String) } });
  });
});
