import { createHash, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { CredentialRegistry } from '../gateway/credential-registry';
import { type ApiRequest, type Caller, headerOf, headerValues } from './api-request';
import { Refusal } from './refusal';

const SERVICE = 'execute-api';
/** How far a signature's time may be from now. */
const SKEW_MS = 5 * 60 * 1000;
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

interface Authorization {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/**
 * Verifies the Signature Version 4 of a request to a method with `AWS_IAM` authorization, and tells who signed.
 *
 * @throws Refusal with API Gateway's words: not signed, incomplete, unknown key, expired, does not match
 */
export async function verifySignature(
  request: ApiRequest,
  credentials: CredentialRegistry,
  region: string,
): Promise<Caller> {
  const authorization = parseAuthorization(request);
  const credential = credentials.find(authorization.accessKeyId);
  const token = headerOf(request, 'x-amz-security-token');
  if (!credential || credential.sessionToken !== token) {
    throw new Refusal(
      'DEFAULT_4XX',
      'The security token included in the request is invalid.',
      'UnrecognizedClientException',
    );
  }
  checkScope(authorization, region);
  const signedAt = checkTime(headerOf(request, 'x-amz-date') ?? headerOf(request, 'date') ?? '');
  checkBodyHash(request);
  const signer = new SignatureV4({
    service: SERVICE,
    region,
    credentials: { accessKeyId: credential.accessKeyId, secretAccessKey: credential.secretAccessKey },
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: request.httpMethod,
      protocol: 'http:',
      hostname: 'localhost',
      path: request.sentPath,
      query: queryBag(request.query),
      headers: signedHeaders(request, authorization.signedHeaders),
      body: request.body,
    },
    { signingDate: signedAt, signableHeaders: new Set(authorization.signedHeaders) },
  );
  const expected = /Signature=([0-9a-f]+)/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
  if (!equal(expected, authorization.signature)) throw mismatch(MISMATCH);
  return { accessKeyId: credential.accessKeyId, principal: credential.principal };
}

function parseAuthorization(request: ApiRequest): Authorization {
  const value = headerOf(request, 'authorization');
  if (value === undefined || value === '') {
    throw new Refusal(
      'MISSING_AUTHENTICATION_TOKEN',
      'Missing Authentication Token',
      'MissingAuthenticationTokenException',
    );
  }
  if (!value.startsWith('AWS4-HMAC-SHA256')) {
    const hashed = createHash('sha256').update(value).digest('base64');
    throw incomplete(
      `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed}'.`,
    );
  }
  const part = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(value)?.[1];
  const [credential, signedHeaders, signature] = [
    part('Credential'),
    part('SignedHeaders'),
    part('Signature'),
  ];
  const hasDate = headerOf(request, 'x-amz-date') !== undefined || headerOf(request, 'date') !== undefined;
  const missing = [
    credential ? '' : "Authorization header requires 'Credential' parameter.",
    signature ? '' : "Authorization header requires 'Signature' parameter.",
    signedHeaders ? '' : "Authorization header requires 'SignedHeaders' parameter.",
    hasDate ? '' : "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
  ].filter((text) => text !== '');
  if (missing.length > 0 || !credential || !signedHeaders || !signature) throw incomplete(missing.join(' '));
  const [accessKeyId = '', , region = '', service = '', ending] = credential.split('/');
  if (ending !== 'aws4_request')
    throw mismatch("Credential should be scoped with a valid terminator: 'aws4_request'.");
  return { accessKeyId, region, service, signedHeaders: signedHeaders.toLowerCase().split(';'), signature };
}

function checkScope(authorization: Authorization, region: string): void {
  if (authorization.service !== SERVICE) {
    throw mismatch(`Credential should be scoped to correct service: '${SERVICE}'.`);
  }
  if (authorization.region !== region) {
    throw mismatch(`Credential should be scoped to a valid region, not '${authorization.region}'.`);
  }
  if (!authorization.signedHeaders.includes('host')) throw mismatch("'Host' must be a 'SignedHeader'.");
}

function checkTime(stamp: string): Date {
  const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  const at = compact
    ? new Date(
        stamp.replace(compact[0], '$&').replace(/^(.{4})(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'),
      )
    : new Date(stamp);
  if (Number.isNaN(at.getTime())) {
    throw incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${stamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  const now = Date.now();
  if (at.getTime() < now - SKEW_MS) {
    const limit = `${basic(new Date(now - SKEW_MS))} (${basic(new Date(now))} - 5 min.)`;
    throw mismatch(`Signature expired: ${basic(at)} is now earlier than ${limit}`);
  }
  if (at.getTime() > now + SKEW_MS) {
    const limit = `${basic(new Date(now + SKEW_MS))} (${basic(new Date(now))} + 5 min.)`;
    throw mismatch(`Signature not yet current: ${basic(at)} is still later than ${limit}`);
  }
  return at;
}

/** The signer signs what `x-amz-content-sha256` claims: the claim must be true of the body. */
function checkBodyHash(request: ApiRequest): void {
  const claimed = headerOf(request, 'x-amz-content-sha256');
  if (claimed === undefined) return;
  const actual = createHash('sha256').update(request.body).digest('hex');
  if (!equal(claimed, actual)) throw mismatch(MISMATCH);
}

function signedHeaders(request: ApiRequest, names: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of names) {
    const values = headerValues(request, name);
    if (values.length > 0) headers[name] = values.map((value) => value.trim()).join(',');
  }
  return headers;
}

function queryBag(query: URLSearchParams): Record<string, string | string[]> {
  const bag: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    bag[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return bag;
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function basic(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function mismatch(message: string): Refusal {
  return new Refusal('INVALID_SIGNATURE', message, 'InvalidSignatureException');
}

function incomplete(message: string): Refusal {
  return new Refusal('DEFAULT_4XX', message, 'IncompleteSignatureException');
}
