import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/** Credentials and place for which requests are signed. */
export interface Caller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of a role's session. @default none: the key of a user */
  readonly sessionToken?: string;
  readonly region: string;
}

/** An answer of the API, its body parsed when it is JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Calls the deposits API as a channel of the bank does: JSON over HTTP, signed for IAM authorization. */
export class DepositClient {
  constructor(
    private readonly baseUrl: string,
    private readonly caller: Caller,
  ) {}

  /** `POST /deposits`. */
  submit(deposit: object, idempotencyKey: string): Promise<ApiAnswer> {
    return this.call('POST', '/deposits', JSON.stringify(deposit), { 'idempotency-key': idempotencyKey });
  }

  /** `GET /deposits/{id}`. */
  get(id: string): Promise<ApiAnswer> {
    return this.call('GET', `/deposits/${id}`);
  }

  /** `POST /deposits/{id}/approval`, for who did not submit the deposit. */
  decide(id: string, decision: 'APPROVE' | 'REFUSE'): Promise<ApiAnswer> {
    return this.call('POST', `/deposits/${id}/approval`, JSON.stringify({ decision }));
  }

  /** `POST /batches`. */
  announceBatch(idempotencyKey: string): Promise<ApiAnswer> {
    return this.call('POST', '/batches', undefined, { 'idempotency-key': idempotencyKey });
  }

  /** `GET /batches/{id}`. */
  getBatch(id: string): Promise<ApiAnswer> {
    return this.call('GET', `/batches/${id}`);
  }

  /** Any signed request. */
  async call(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const url = new URL(`${this.baseUrl.replace(/\/$/, '')}${path}`);
    const signer = new SignatureV4({
      service: 'execute-api',
      region: this.caller.region,
      credentials: this.caller,
      sha256: Sha256,
    });
    const signed = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      port: Number(url.port),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: {
        host: url.host,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body,
    });
    const response = await fetch(url, { method, headers: signed.headers, body });
    const text = await response.text();
    const json = /[/+]json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: json && text !== '' ? JSON.parse(text) : text,
    };
  }
}
