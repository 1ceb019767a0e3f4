import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/** A key that signs. */
export interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SignedRequest {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly service: string;
  readonly region: string;
  readonly credentials: SigningKey;
  /** @default 'POST' */
  readonly method?: string;
  /** Encoded once. @default '/' */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** @default 30,000 */
  readonly timeoutMs?: number;
}

export interface SignedResponse {
  readonly status: number;
  readonly body: string;
}

/**
 * Sends one signed AWS request without an SDK client: for the few operations whose client package is not a dependency.
 */
export async function sendSigned(request: SignedRequest): Promise<SignedResponse> {
  const url = new URL(request.path ?? '/', request.endpoint);
  const signer = new SignatureV4({
    service: request.service,
    region: request.region,
    credentials: request.credentials,
    sha256: Sha256,
    uriEscapePath: request.service !== 's3',
  });
  const signed = await signer.sign({
    method: request.method ?? 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host, ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const { host: _host, ...headers } = signed.headers;
  const response = await fetch(url, {
    method: signed.method,
    headers,
    signal: AbortSignal.timeout(request.timeoutMs ?? 30_000),
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return { status: response.status, body: await response.text() };
}
