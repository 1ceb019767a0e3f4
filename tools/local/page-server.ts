import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BodyTooLargeError, closeServer, listen, readBody, send } from '../emulator/gateway/http';
import { ActionRefusedError } from './action-refused-error';
import { pageFile } from './page-files';
import { PageGuard, SECURITY_HEADERS } from './page-guard';

const BODY_LIMIT_BYTES = 16 * 1024;

/** What the page asks for. */
export interface PageBackend {
  /** Adds the connection to those that are told of changes. */
  follow(response: ServerResponse): void;
  /** Log lines, of one deposit or of all. */
  logs(depositId: string | undefined): object;
  /** Everything about one deposit; undefined when there is none. */
  deposit(depositId: string): Promise<object | undefined>;
  /** Does something. @throws ActionRefusedError when it cannot, with a sentence for the person */
  act(name: string, input: Readonly<Record<string, unknown>>): Promise<object>;
}

/** The page of `vpc-lambda local`, on 127.0.0.1 only. */
export class PageServer {
  private readonly guard = new PageGuard();

  private constructor(
    private readonly server: Server,
    private readonly port: number,
    private readonly backend: PageBackend,
  ) {
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => void this.serve(request, response),
    );
  }

  /** @param port 0 for a free one */
  static async start(port: number, backend: PageBackend): Promise<PageServer> {
    const server = createServer();
    return new PageServer(server, await listen(server, port), backend);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  stop(): Promise<void> {
    return closeServer(this.server);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    try {
      const refusal = this.guard.check(request, this.port);
      if (refusal) sendJson(response, refusal.status, { problem: refusal.reason });
      else if (request.method === 'POST') await this.act(request, response);
      else if (request.method === 'GET') await this.show(request, response);
      else sendJson(response, 405, { problem: 'only GET and POST are answered' });
    } catch (error) {
      if (response.headersSent) response.destroy();
      else fail(response, error);
    }
  }

  private async show(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (pathname === '/events') {
      this.backend.follow(response);
      return;
    }
    if (pathname === '/logs') {
      sendJson(response, 200, this.backend.logs(searchParams.get('deposit') ?? undefined));
      return;
    }
    const [, depositId] = /^\/deposits\/([0-9a-f-]{36})$/.exec(pathname) ?? [];
    const found = depositId === undefined ? undefined : await this.backend.deposit(depositId);
    if (found) {
      sendJson(response, 200, found);
      return;
    }
    const file = await pageFile(pathname, this.guard.token);
    if (file) send(response, 200, { 'content-type': file.type }, file.content);
    else sendJson(response, 404, { problem: 'there is nothing here' });
  }

  private async act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const [, name] = /^\/actions\/([a-z-]+)$/.exec(pathname) ?? [];
    if (name === undefined) {
      sendJson(response, 404, { problem: 'there is no such action' });
      return;
    }
    const input = parseInput((await readBody(request, BODY_LIMIT_BYTES)).toString('utf8'));
    sendJson(response, 200, await this.backend.act(name, input));
  }
}

function parseInput(text: string): Readonly<Record<string, unknown>> {
  try {
    const input: unknown = JSON.parse(text);
    if (typeof input === 'object' && input !== null) return input as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new ActionRefusedError('the body must be a JSON object');
}

function fail(response: ServerResponse, error: unknown): void {
  const isRefusal = error instanceof ActionRefusedError || error instanceof BodyTooLargeError;
  const problem = error instanceof Error ? error.message : String(error);
  sendJson(response, isRefusal ? 422 : 502, { problem });
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  send(response, status, { 'content-type': 'application/json' }, JSON.stringify(body));
}
