import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** One request as the partner saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How the partner answers: a status with headers and a body, or whatever a function does with the connection. */
export type PartnerAnswer =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | ((response: ServerResponse, request: IncomingMessage) => void);

/** A partner bank on this machine. It answers what was scripted, in that order, and the last for ever. */
export class PartnerServer {
  readonly seen: SeenRequest[] = [];
  answers: PartnerAnswer[] = [{ status: 204 }];
  private readonly sockets = new Set<Socket>();

  static async start(tls?: { readonly key: string; readonly cert: string }): Promise<PartnerServer> {
    const partner: PartnerServer = new PartnerServer((listener) =>
      tls ? createTlsServer(tls, listener) : createServer(listener),
    );
    await new Promise<void>((resolve) => partner.server.listen(0, '127.0.0.1', resolve));
    return partner;
  }

  private readonly server: Server;

  private constructor(create: (listener: RequestListener) => Server) {
    this.server = create((request, response) => this.answer(request, response));
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    // What a client refuses to trust ends here.
    this.server.on('tlsClientError', () => undefined);
  }

  url(protocol: 'http' | 'https' = 'http', host = '127.0.0.1'): string {
    return `${protocol}://${host}:${(this.server.address() as AddressInfo).port}/outcomes?of=us`;
  }

  /** Whether any connection is still open. */
  get isConnected(): boolean {
    return this.sockets.size > 0;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = request;
    this.seen.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    if (typeof answer === 'function') answer(response, request);
    else response.writeHead(answer?.status ?? 500, answer?.headers).end(answer?.body);
  }
}

/** Whether the signature is right, as a partner checks it: written from the documentation, not from our code. */
export function isSignedWith(key: string, request: SeenRequest | undefined, now: Date): boolean {
  const header = String(request?.headers['x-signature']);
  const parts = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header);
  if (!parts?.[1] || !parts[2]) return false;
  const expected = createHmac('sha256', key).update(`${parts[1]}.${request?.body}`).digest();
  const isFresh = Math.abs(now.getTime() / 1000 - Number(parts[1])) <= 300;
  return isFresh && timingSafeEqual(expected, Buffer.from(parts[2], 'hex'));
}
