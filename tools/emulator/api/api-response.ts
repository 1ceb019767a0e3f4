import { type ApiRequest, headerOf, mediaType } from './api-request';
import type { DeployedApi } from './deployed-api';
import { isBinaryType } from './proxy-event';
import { badGateway } from './refusal';

/** What is sent to the client. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
}

/** Headers that belong to the connection, or that API Gateway sets itself. */
const NOT_THE_FUNCTIONS = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The response that a proxy integration's function asked for.
 *
 * @throws Refusal 502 when it did not answer in the form that API Gateway accepts
 */
export function proxyResponse(api: DeployedApi, request: ApiRequest, payload: Buffer): ApiResponse {
  const answer = parseObject(payload);
  const status = Number(answer['statusCode']);
  if (answer['statusCode'] === undefined || !Number.isInteger(status) || status < 100 || status > 599) {
    throw badGateway('Malformed Lambda proxy response: statusCode');
  }
  const body = answer['body'] ?? '';
  if (typeof body !== 'string') throw badGateway('Malformed Lambda proxy response: body is not a string');
  const encoded = answer['isBase64Encoded'] ?? false;
  if (typeof encoded !== 'boolean') throw badGateway('Malformed Lambda proxy response: isBase64Encoded');
  const headers = responseHeaders(answer);
  const accepted = mediaType((headerOf(request, 'accept') ?? '').split(',')[0]);
  const isBinary = encoded && isBinaryType(api.binaryMediaTypes, accepted);
  return { status, headers, body: Buffer.from(body, isBinary ? 'base64' : 'utf8') };
}

/** `headers` and `multiValueHeaders` together; the latter wins. Names become lower case. */
function responseHeaders(answer: Readonly<Record<string, unknown>>): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const [name, value] of entriesOf(answer['headers'], 'headers')) headers[name] = [scalar(value)];
  for (const [name, value] of entriesOf(answer['multiValueHeaders'], 'multiValueHeaders')) {
    if (!Array.isArray(value)) throw badGateway('Malformed Lambda proxy response: multiValueHeaders');
    headers[name] = value.map(scalar);
  }
  headers['content-type'] ??= ['application/json'];
  return headers;
}

function entriesOf(value: unknown, what: string): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value))
    throw badGateway(`Malformed Lambda proxy response: ${what}`);
  return Object.entries(value)
    .map(([name, one]): [string, unknown] => [name.toLowerCase(), one])
    .filter(([name, one]) => !NOT_THE_FUNCTIONS.has(name) && one !== null && one !== undefined);
}

function scalar(value: unknown): string {
  if (typeof value === 'object' || value === undefined)
    throw badGateway('Malformed Lambda proxy response: headers');
  return String(value);
}

function parseObject(payload: Buffer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(payload.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch {
    throw badGateway('Malformed Lambda proxy response: not JSON');
  }
  throw badGateway('Malformed Lambda proxy response: not an object');
}
