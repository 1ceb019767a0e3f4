import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { BodyTooLargeError, closeServer, header, LOOPBACK, listen, readBody, send } from '../gateway/http';
import { makeCertificate } from './certificate';
import { refusalOf } from './signature';

/** One notification that reached the partner, whatever it was answered. */
export interface PartnerDelivery {
  readonly receivedMs: number;
  readonly path: string;
  readonly idempotencyKey: string | undefined;
  readonly body: string;
  /** 0 when the connection was closed without an answer. */
  readonly status: number;
  /** Why it was refused. */
  readonly refusal?: string;
  /** The same idempotency key was accepted before. */
  readonly isRepeated: boolean;
}

/** What the partner does with the next requests instead of accepting them. */
export type PartnerFault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** Answers as ever, but late. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Closes the connection without an answer. */
  | { readonly kind: 'close' };

export interface PartnerBankOptions {
  /** The names under which functions call it. Each is served on port 443 of its name. */
  readonly hostNames: readonly string[];
  /** The key of the signatures: asked for at each request, for it is made while Terraform applies. */
  readonly signingKey: () => Promise<string | undefined> | string | undefined;
  /** Deliveries that are remembered. @default 1,000 */
  readonly keptDeliveries?: number;
  /** @default nothing */
  readonly onDelivery?: (delivery: PartnerDelivery) => void;
}

/** Above anything that is told to a partner. */
const BODY_LIMIT_BYTES = 256 * 1024;
/** Keys whose repetition is recognised. */
const KEPT_KEYS = 100_000;

/** The partner's HTTPS server on loopback: checks signatures, remembers deliveries, fails when told to. */
export class PartnerBank {
  /** Deliveries so far, the forgotten ones too. */
  readonly counts = { received: 0, accepted: 0, repeated: 0, refused: 0, faulted: 0 };
  private readonly kept: PartnerDelivery[] = [];
  private readonly accepted = new Set<string>();
  private faults: { readonly fault: PartnerFault; left: number }[] = [];

  private constructor(
    private readonly server: Server,
    private readonly port: number,
    /** For `NODE_EXTRA_CA_CERTS` of the functions. */
    readonly certificateFile: string,
    private readonly removeCertificate: () => Promise<void>,
    private readonly options: PartnerBankOptions,
  ) {
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response),
    );
    server.on('tlsClientError', (_error, socket) => socket.destroy());
  }

  static async start(options: PartnerBankOptions): Promise<PartnerBank> {
    const { key, certificate, file, remove } = await makeCertificate(options.hostNames);
    const server = createServer({ key, cert: certificate, minVersion: 'TLSv1.2' });
    try {
      return new PartnerBank(server, await listen(server, 0), file, remove, options);
    } catch (error) {
      await remove();
      throw error;
    }
  }

  /** For the function host's `hosts`: where the names lead. */
  get hosts(): Readonly<Record<string, string>> {
    const target = `${LOOPBACK}:${this.port}`;
    return Object.fromEntries(this.options.hostNames.map((name) => [`${name}:443`, target]));
  }

  /** The last deliveries, oldest first. */
  get deliveries(): readonly PartnerDelivery[] {
    return this.kept;
  }

  /** Lets the next `times` requests meet the fault. Several faults follow each other. */
  fail(fault: PartnerFault, times = 1): void {
    this.faults.push({ fault, left: times });
  }

  /** Takes all faults back. */
  recover(): void {
    this.faults = [];
  }

  /** Safe to call twice. */
  async stop(): Promise<void> {
    await closeServer(this.server);
    await this.removeCertificate();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = (await readBody(request, BODY_LIMIT_BYTES)).toString('utf8');
      const fault = this.nextFault();
      if (fault?.kind === 'slow') await sleep(fault.milliseconds, undefined, { ref: false });
      const isBroken = fault !== undefined && fault.kind !== 'slow';
      if (isBroken) this.breakDown(fault, request, response, body);
      else await this.judge(request, response, body);
    } catch (error) {
      const status = error instanceof BodyTooLargeError ? 413 : 500;
      send(response, status, { 'content-type': 'text/plain' }, `${status}\n`);
    }
  }

  private async judge(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const { status, refusal } = await this.verdict(request, body);
    const key = header(request, 'idempotency-key') ?? '';
    const isRepeated = status === 200 && this.accepted.has(key);
    if (status === 200) {
      this.counts[isRepeated ? 'repeated' : 'accepted'] += 1;
      this.remember(key);
    } else {
      this.counts.refused += 1;
    }
    this.record(request, body, { status, isRepeated, ...(refusal ? { refusal } : {}) });
    const answer = refusal ? { error: refusal } : { accepted: true };
    send(response, status, { 'content-type': 'application/json' }, JSON.stringify(answer));
  }

  private async verdict(
    request: IncomingMessage,
    body: string,
  ): Promise<{ status: number; refusal?: string }> {
    if (request.method !== 'POST') return { status: 405, refusal: 'only POST is answered' };
    const key = await this.options.signingKey();
    if (!key) return { status: 503, refusal: 'the partner does not know the signing key yet' };
    const refusal = refusalOf(header(request, 'x-signature'), body, key, Date.now() / 1000);
    if (refusal) return { status: 401, refusal };
    if (!header(request, 'idempotency-key'))
      return { status: 400, refusal: 'the header Idempotency-Key is missing' };
    return { status: 200 };
  }

  private breakDown(
    fault: Exclude<PartnerFault, { kind: 'slow' }>,
    request: IncomingMessage,
    response: ServerResponse,
    body: string,
  ): void {
    this.counts.faulted += 1;
    if (fault.kind === 'close') {
      this.record(request, body, { status: 0, isRepeated: false });
      request.socket.destroy();
      return;
    }
    this.record(request, body, { status: fault.status, isRepeated: false });
    const { retryAfterSeconds } = fault;
    const headers: Record<string, string> =
      retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
    send(response, fault.status, { 'content-type': 'application/json', ...headers }, '{"error":"as told"}');
  }

  private nextFault(): PartnerFault | undefined {
    const [next] = this.faults;
    if (!next) return undefined;
    next.left -= 1;
    if (next.left <= 0) this.faults.shift();
    return next.fault;
  }

  private remember(key: string): void {
    this.accepted.add(key);
    for (const oldest of this.accepted) {
      if (this.accepted.size <= KEPT_KEYS) break;
      this.accepted.delete(oldest);
    }
  }

  private record(
    request: IncomingMessage,
    body: string,
    result: Pick<PartnerDelivery, 'status' | 'isRepeated' | 'refusal'>,
  ): void {
    const delivery: PartnerDelivery = {
      receivedMs: Date.now(),
      path: request.url ?? '/',
      idempotencyKey: header(request, 'idempotency-key'),
      body,
      ...result,
    };
    this.counts.received += 1;
    this.kept.push(delivery);
    if (this.kept.length > (this.options.keptDeliveries ?? 1_000)) this.kept.shift();
    try {
      this.options.onDelivery?.(delivery);
    } catch {
      // An observer must not break what it observes.
    }
  }
}
