import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Principal } from '../gateway/credential-registry';

/** One request as the API understood it. */
export interface ApiRequest {
  readonly requestId: string;
  /** What `x-amz-apigw-id` shows. */
  readonly extendedRequestId: string;
  readonly receivedMs: number;
  readonly httpMethod: string;
  /** As sent, with the stage if it was there: what a signature covers. */
  readonly sentPath: string;
  /** Without the stage. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** In the caller's spelling; each with all its values. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
  readonly traceId: string;
}

/** Who called, once the signature has been verified. */
export interface Caller {
  readonly accessKeyId: string;
  readonly principal: Principal;
}

export function readApiRequest(request: IncomingMessage, body: Buffer, stage: string): ApiRequest {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const prefix = `/${stage}`;
  const isStaged = url.pathname === prefix || url.pathname.startsWith(`${prefix}/`);
  const now = Date.now();
  return {
    requestId: randomUUID(),
    extendedRequestId: randomBytes(11).toString('base64url'),
    receivedMs: now,
    httpMethod: request.method ?? 'GET',
    sentPath: url.pathname,
    path: (isStaged ? url.pathname.slice(prefix.length) : url.pathname) || '/',
    query: url.searchParams,
    headers: headersOf(request),
    body,
    sourceIp: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    protocol: `HTTP/${request.httpVersion}`,
    traceId: `Root=1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
  };
}

/** The first value of a header, whatever its spelling. */
export function headerOf(request: Pick<ApiRequest, 'headers'>, name: string): string | undefined {
  return headerValues(request, name)[0];
}

export function headerValues(request: Pick<ApiRequest, 'headers'>, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return Object.entries(request.headers).flatMap(([key, values]) =>
    key.toLowerCase() === wanted ? [...values] : [],
  );
}

/** `application/json` of `Application/JSON; charset=utf-8`. */
export function mediaType(value: string | undefined): string {
  return (value ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function headersOf(request: IncomingMessage): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    headers[name] = [...(headers[name] ?? []), request.rawHeaders[index + 1] ?? ''];
  }
  return headers;
}
