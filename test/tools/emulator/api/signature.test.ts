import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import type { ApiRequest } from '../../../../tools/emulator/api/api-request';
import { verifySignature } from '../../../../tools/emulator/api/signature';
import { CredentialRegistry } from '../../../../tools/emulator/gateway/credential-registry';

const OPERATOR = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
const registry = new CredentialRegistry(OPERATOR);
const FUNCTION = registry.forFunction(
  'arn:aws:lambda:eu-west-1:123456789012:function:submit',
  'arn:aws:iam::123456789012:role/path/submit',
);

interface Unsigned {
  readonly path: string;
  readonly query: Record<string, string[]>;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const PLAIN: Unsigned = { path: '/live/deposits', query: {}, headers: {}, body: '{}' };

interface SignOptions {
  readonly key?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly at?: Date;
  readonly service?: string;
  readonly region?: string;
}

/** Signs as an SDK does and gives the request as the server reads it. */
async function sign(unsigned: Unsigned, options: SignOptions = {}): Promise<ApiRequest> {
  const signer = new SignatureV4({
    service: options.service ?? 'execute-api',
    region: options.region ?? 'eu-west-1',
    credentials: options.key ?? OPERATOR,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: unsigned.path,
      query: unsigned.query,
      headers: { host: '127.0.0.1:9999', ...unsigned.headers },
      body: unsigned.body,
    },
    { signingDate: options.at ?? new Date() },
  );
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(unsigned.query))
    for (const value of values) query.append(name, value);
  return {
    requestId: '',
    extendedRequestId: '',
    receivedMs: 0,
    httpMethod: 'POST',
    sentPath: unsigned.path,
    path: unsigned.path,
    query,
    headers: Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name, [value]])),
    body: Buffer.from(unsigned.body),
    sourceIp: '127.0.0.1',
    protocol: 'HTTP/1.1',
    traceId: '',
  };
}

const verify = (request: ApiRequest) => verifySignature(request, registry, 'eu-west-1');

function withHeader(request: ApiRequest, name: string, value: string | undefined): ApiRequest {
  const { [name]: _removed, ...headers } = request.headers;
  return { ...request, headers: value === undefined ? headers : { ...headers, [name]: [value] } };
}

const requests = fc.record({
  path: fc.array(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 4 }).map(
    (parts) =>
      `/${parts
        .filter((part) => !/^\.+$/.test(part))
        .map(encodeURIComponent)
        .join('/')}`,
  ),
  query: fc.dictionary(
    fc.string({ minLength: 1, maxLength: 6 }).filter((name) => !/^x-amz-|^__proto__$/i.test(name)),
    fc.array(fc.string({ maxLength: 6 }), { minLength: 1, maxLength: 3 }),
    { maxKeys: 4, noNullPrototype: true },
  ),
  headers: fc.dictionary(fc.stringMatching(/^x-[a-z]{1,6}$/), fc.stringMatching(/^[ -~]{0,12}$/), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  body: fc.string({ maxLength: 40 }),
});

test('GIVEN whatever an SDK signs WHEN verified THEN it is accepted', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (unsigned) => {
      const caller = await verify(await sign(unsigned));
      expect(caller.principal.arn).toBe('arn:aws:iam::123456789012:user/operator');
    }),
    { numRuns: 150 },
  );
});

test('GIVEN a signed request WHEN anything signed is changed THEN it is refused', async () => {
  const changes: Record<string, (request: ApiRequest) => ApiRequest> = {
    path: (request) => ({ ...request, sentPath: `${request.sentPath}x` }),
    method: (request) => ({ ...request, httpMethod: 'PUT' }),
    query: (request) => ({ ...request, query: new URLSearchParams([...request.query, ['added', '1']]) }),
    body: (request) => ({ ...request, body: Buffer.concat([request.body, Buffer.from('x')]) }),
    host: (request) => withHeader(request, 'host', 'other'),
  };
  await fc.assert(
    fc.asyncProperty(requests, fc.constantFrom(...Object.keys(changes)), async (unsigned, change) => {
      const request = changes[change]?.(await sign(unsigned));
      if (!request) throw new Error(change);
      await expect(verify(request)).rejects.toMatchObject({
        status: 403,
        type: 'INVALID_SIGNATURE',
        message: expect.stringMatching(/^The request signature we calculated does not match/),
      });
    }),
    { numRuns: 100 },
  );
});

test('GIVEN a function’s own key WHEN it signs THEN its assumed role is the caller', async () => {
  const caller = await verify(await sign(PLAIN, { key: FUNCTION }));
  expect(caller.principal).toMatchObject({
    arn: 'arn:aws:sts::123456789012:assumed-role/submit/submit',
    functionName: 'submit',
  });
});

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

test.each<[string, () => Promise<ApiRequest>, string, RegExp]>([
  [
    'no signature',
    async () => withHeader(await sign(PLAIN), 'authorization', undefined),
    'MissingAuthenticationTokenException',
    /^Missing Authentication Token$/,
  ],
  [
    'a bearer token',
    async () => withHeader(await sign(PLAIN), 'authorization', 'Bearer abc'),
    'IncompleteSignatureException',
    /^Invalid key=value pair/,
  ],
  [
    'an empty signature',
    async () =>
      withHeader(await sign(PLAIN), 'authorization', 'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request'),
    'IncompleteSignatureException',
    /requires 'Signature' parameter\. .*requires 'SignedHeaders' parameter\./,
  ],
  [
    'an unknown key',
    () => sign(PLAIN, { key: { accessKeyId: 'AKIAOTHER', secretAccessKey: 's' } }),
    'UnrecognizedClientException',
    /^The security token included in the request is invalid\.$/,
  ],
  [
    'a temporary key without its token',
    () =>
      sign(PLAIN, { key: { accessKeyId: FUNCTION.accessKeyId, secretAccessKey: FUNCTION.secretAccessKey } }),
    'UnrecognizedClientException',
    /security token/,
  ],
  [
    'a wrong secret',
    () => sign(PLAIN, { key: { ...OPERATOR, secretAccessKey: 'other' } }),
    'InvalidSignatureException',
    /^The request signature we calculated does not match/,
  ],
  [
    'an old signature',
    () => sign(PLAIN, { at: minutes(-6) }),
    'InvalidSignatureException',
    /^Signature expired: \d{8}T\d{6}Z is now earlier/,
  ],
  [
    'a future signature',
    () => sign(PLAIN, { at: minutes(6) }),
    'InvalidSignatureException',
    /^Signature not yet current/,
  ],
  [
    'another service',
    () => sign(PLAIN, { service: 's3' }),
    'InvalidSignatureException',
    /correct service: 'execute-api'/,
  ],
  ['another region', () => sign(PLAIN, { region: 'us-east-1' }), 'InvalidSignatureException', /valid region/],
])('GIVEN %s WHEN verified THEN API Gateway’s words', async (_name, make, errorType, message) => {
  await expect(verify(await make())).rejects.toMatchObject({
    status: 403,
    errorType,
    message: expect.stringMatching(message),
  });
});
