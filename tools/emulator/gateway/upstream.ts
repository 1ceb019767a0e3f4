import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { sendAwsError } from './aws-error';
import type { AwsCall } from './call';

/** The longest that a call may stay without a byte: the longest Lambda run, 900 s, and a little. */
const IDLE_LIMIT_MS = 930_000;

/** Headers that belong to one connection and are never passed on (RFC 9110, 7.6.1), and `expect`, which Node answers. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** Passes calls on to another server, streaming both ways over kept-alive connections. */
export class Upstream {
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  private readonly target: URL;

  /** @param url where the other server listens, for example `http://127.0.0.1:5000` */
  constructor(url: string) {
    this.target = new URL(url);
  }

  /** Resolves when the answer has been passed on, or the caller has its error. */
  forward(call: AwsCall, response: ServerResponse): Promise<void> {
    return new Promise((resolve) => {
      const mayRetry = call.body !== undefined || !hasBody(call.request);
      this.attempt(call, response, mayRetry, resolve);
    });
  }

  /** Closes the connections that are kept. */
  close(): void {
    this.agent.destroy();
  }

  private attempt(call: AwsCall, response: ServerResponse, mayRetry: boolean, done: () => void): void {
    const outgoing = httpRequest({
      agent: this.agent,
      hostname: this.target.hostname,
      port: this.target.port,
      method: call.method,
      path: call.target,
      headers: forwardedHeaders(call.request, call.body),
      timeout: IDLE_LIMIT_MS,
      setHost: false,
    });
    response.once('close', () => {
      if (!response.writableFinished) outgoing.destroy();
      done();
    });
    outgoing.once('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.once('response', (incoming) => passBack(incoming, response, call.method));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (response.destroyed || response.headersSent) {
        response.destroy();
        return;
      }
      // A kept connection may have been closed by the other side just as it was taken: one more try on a new one.
      if (mayRetry && outgoing.reusedSocket && error.code === 'ECONNRESET') {
        this.attempt(call, response, false, done);
        return;
      }
      sendAwsError(call.request, response, call.service, {
        status: 503,
        code: call.service === 's3' ? 'ServiceUnavailable' : 'ServiceUnavailableException',
        message: `The emulated service did not answer (${error.code ?? error.message}).`,
      });
    });
    if (call.body) outgoing.end(call.body);
    else if (!hasBody(call.request)) outgoing.end();
    else pipeline(call.request, outgoing, (error) => error && outgoing.destroy());
  }
}

function hasBody(request: IncomingMessage): boolean {
  return (
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  );
}

function passBack(incoming: IncomingMessage, response: ServerResponse, method: string): void {
  response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, responseHeaders(incoming, method));
  response.flushHeaders();
  pipeline(incoming, response, (error) => {
    if (error) response.destroy();
  });
}

/** The caller's headers in their order, `host` among them: a presigned URL is signed over it. */
function forwardedHeaders(request: IncomingMessage, body: Buffer | undefined): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = {};
  const dropped = connectionHeaders(request);
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]?.toLowerCase() ?? '';
    const value = request.rawHeaders[index + 1] ?? '';
    if (HOP_BY_HOP.has(name) || dropped.has(name)) continue;
    const known = headers[name];
    headers[name] = known === undefined ? value : [known, value].flat();
  }
  if (body) headers['content-length'] = String(body.length);
  else if (request.headers['transfer-encoding']) headers['transfer-encoding'] = 'chunked';
  return headers;
}

function responseHeaders(incoming: IncomingMessage, method: string): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = {};
  const dropped = connectionHeaders(incoming);
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined || HOP_BY_HOP.has(name) || dropped.has(name)) continue;
    headers[name] = value;
  }
  if (method !== 'HEAD' && incoming.headers['transfer-encoding']) delete headers['content-length'];
  return headers;
}

/** The names that the `connection` header adds to the hop-by-hop ones. */
function connectionHeaders(message: IncomingMessage): ReadonlySet<string> {
  const listed = message.headers.connection ?? '';
  return new Set(listed.split(',').map((name) => name.trim().toLowerCase()));
}
