import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BodyTooLargeError, closeServer, header, LOOPBACK, listen, readBody, send } from '../gateway/http';

/** The largest response of a synchronous invocation: 6 MB, in the bytes that Lambda's own error names. */
export const RESPONSE_LIMIT_BYTES = 6_291_556;

const PREFIX = '/2018-06-01/runtime';

/** One event for a process. */
export interface RuntimeInvocation {
  readonly requestId: string;
  readonly payload: Buffer;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly invokedArn: string;
  readonly traceId: string;
  readonly clientContext?: string;
}

/** What a process posted for an invocation. */
export type RuntimeAnswer =
  | { readonly kind: 'response'; readonly body: Buffer }
  | { readonly kind: 'error'; readonly body: Buffer };

/** How the initialisation of a process ended, as far as the process itself could say. */
export type InitAnswer = { readonly kind: 'ready' } | { readonly kind: 'error'; readonly body: Buffer };

/**
 * The Lambda Runtime API of one process, on a port of its own: `AWS_LAMBDA_RUNTIME_API` has no room for a path that would
 * tell processes apart.
 */
export class RuntimeApi {
  /** Settles when the process asks for its first event, or says that it cannot start. */
  readonly initialised: Promise<InitAnswer>;
  private readonly server: Server;
  private port = 0;
  private settleInit: (answer: InitAnswer) => void = () => undefined;
  private parked: ServerResponse | undefined;
  private running: { invocation: RuntimeInvocation; settle: (answer: RuntimeAnswer) => void } | undefined;
  private waitingForIdle: (() => void)[] = [];

  private constructor() {
    this.initialised = new Promise((resolve) => {
      this.settleInit = resolve;
    });
    this.server = createServer((request, response) => void this.answer(request, response));
    // The process waits for its next event as long as nobody calls it.
    this.server.requestTimeout = 0;
    this.server.keepAliveTimeout = 0;
  }

  static async listen(): Promise<RuntimeApi> {
    const api = new RuntimeApi();
    api.port = await listen(api.server);
    return api;
  }

  /** `127.0.0.1:PORT` */
  get address(): string {
    return `${LOOPBACK}:${this.port}`;
  }

  /** Gives the process an event. Settles with what it posts; the caller sets the time limit. */
  dispatch(invocation: RuntimeInvocation): Promise<RuntimeAnswer> {
    return new Promise((settle) => {
      this.running = { invocation, settle };
      this.deliver();
    });
  }

  /** Resolves when the process has asked for another event. */
  idle(): Promise<undefined> {
    if (this.parked) return Promise.resolve(undefined);
    return new Promise((resolve) => this.waitingForIdle.push(() => resolve(undefined)));
  }

  close(): Promise<void> {
    return closeServer(this.server);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const path = request.url ?? '';
      if (request.method === 'GET' && path === `${PREFIX}/invocation/next`) this.park(request, response);
      else if (request.method === 'POST' && path === `${PREFIX}/init/error`)
        await this.initError(request, response);
      else await this.invocationAnswer(request, response, path);
    } catch {
      response.destroy();
    }
  }

  private park(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    this.parked = response;
    response.once('close', () => {
      if (this.parked === response) this.parked = undefined;
    });
    this.settleInit({ kind: 'ready' });
    for (const resolve of this.waitingForIdle.splice(0)) resolve();
    this.deliver();
  }

  private deliver(): void {
    const { parked, running } = this;
    if (!parked || !running) return;
    this.parked = undefined;
    const { invocation } = running;
    const headers = {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': invocation.requestId,
      'lambda-runtime-deadline-ms': String(invocation.deadlineMs),
      'lambda-runtime-invoked-function-arn': invocation.invokedArn,
      'lambda-runtime-trace-id': invocation.traceId,
      ...(invocation.clientContext ? { 'lambda-runtime-client-context': invocation.clientContext } : {}),
    };
    send(parked, 200, headers, invocation.payload);
  }

  private async initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, RESPONSE_LIMIT_BYTES);
    accept(response);
    this.settleInit({ kind: 'error', body });
  }

  private async invocationAnswer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> {
    const [, requestId, kind] =
      /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    const running = this.running;
    if (request.method !== 'POST' || !running || requestId !== running.invocation.requestId) {
      request.resume();
      refuse(response, requestId === undefined ? 404 : 400, 'InvalidRequestID', 'Invalid request ID');
      return;
    }
    let answer: RuntimeAnswer;
    try {
      const body = await readBody(request, RESPONSE_LIMIT_BYTES);
      answer = { kind: kind === 'error' || this.streamFailed(request) ? 'error' : 'response', body };
      accept(response);
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error;
      refuse(response, 413, 'RequestEntityTooLarge', 'Exceeded maximum allowed payload size');
      answer = { kind: 'error', body: responseTooLarge() };
    }
    if (this.running === running) this.running = undefined;
    running.settle(answer);
  }

  private streamFailed(request: IncomingMessage): boolean {
    return header(request, 'lambda-runtime-function-error-type') !== undefined;
  }
}

function accept(response: ServerResponse): void {
  send(response, 202, { 'content-type': 'application/json' }, '{"status":"OK"}\n');
}

function refuse(response: ServerResponse, status: number, errorType: string, errorMessage: string): void {
  send(response, status, { 'content-type': 'application/json' }, JSON.stringify({ errorMessage, errorType }));
}

function responseTooLarge(): Buffer {
  return Buffer.from(
    JSON.stringify({
      errorMessage: `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`,
      errorType: 'Function.ResponseSizeTooLarge',
    }),
  );
}
