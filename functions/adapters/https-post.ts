import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { ConfigurationError } from '../shared/errors';

export interface PostRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For name, connection and TLS together. */
  readonly connectMillis: number;
  /** Ends the request at any point. */
  readonly signal: AbortSignal;
  /** Certificates in PEM of the authorities that are trusted. @default those that Node trusts */
  readonly trustedAuthorities?: string;
}

/** What a caller may know of an answer. Its body is read away and never kept. */
export interface PostResponse {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** More of a body than this is not taken off the wire. */
const MAX_BODY_BYTES = 64 * 1024;

/** A body that takes longer is left alone: the status says all that counts. */
const MAX_BODY_MILLIS = 2000;

/** There was no answer. It tells the code and nothing else of the cause, which may name hosts and certificates. */
class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';

  constructor(
    /** As Node has it, such as `ECONNRESET`; `ETIMEDOUT` for every time limit. */
    readonly code: string,
    what = 'no answer',
  ) {
    super(`${what}: ${code}`);
  }
}

/**
 * Reads the URL of somebody else's service.
 *
 * @param name of what is configured, for the error
 * @throws ConfigurationError for what is not HTTPS, unless it is a service on this machine; the error does not repeat the
 *   URL, which may hold a secret
 */
export function parseServiceUrl(text: string, name: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isFit =
    url?.username === '' &&
    url.password === '' &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
  if (url && isFit) return url;
  throw new ConfigurationError(
    `${name} must be an https URL without user and password; http is for loopback addresses only`,
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * One POST on a connection of its own: one that was kept would be dead after Lambda has frozen the process. Certificates
 * are always verified, whatever the environment says. Redirects are not followed: nobody sends us on to another host.
 *
 * Not `fetch`: undici costs 26 ms at the start of a function, `node:https` is loaded anyway.
 *
 * @throws NoAnswerError by its code
 */
export function post(request: PostRequest): Promise<PostResponse> {
  const { url, headers, body, signal, trustedAuthorities, connectMillis } = request;
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      agent: false,
      signal,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(trustedAuthorities !== undefined && { ca: trustedAuthorities }),
    };
    const outgoing = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
    const stopWaiting = limitConnecting(outgoing, url, connectMillis);
    let isAnswered = false;
    outgoing.on('error', (error) => {
      stopWaiting();
      if (!isAnswered) reject(asNoAnswer(error));
    });
    outgoing.on('response', (response) => {
      isAnswered = true;
      // Node's type allows none, for messages that are no answers.
      const status = Number(response.statusCode);
      const retryAfter = response.headers['retry-after'];
      readAway(response, () => resolve({ status, retryAfter }));
    });
    outgoing.end(body);
  });
}

function asNoAnswer(error: NodeJS.ErrnoException): NoAnswerError {
  if (error instanceof NoAnswerError) return error;
  return new NoAnswerError(error.name === 'AbortError' ? 'ETIMEDOUT' : String(error.code));
}

function limitConnecting(outgoing: ClientRequest, url: URL, millis: number): () => void {
  const expire = () => outgoing.destroy(new NoAnswerError('ETIMEDOUT', `no connection within ${millis} ms`));
  const timer = setTimeout(expire, millis);
  const stop = () => clearTimeout(timer);
  outgoing.on('socket', (socket) =>
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', stop),
  );
  return stop;
}

/** However the body ends, and if the connection breaks: the status was received, and nothing changes it. */
function readAway(response: IncomingMessage, done: () => void): void {
  let bytes = 0;
  const timer = setTimeout(() => response.destroy(), MAX_BODY_MILLIS);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) response.destroy();
  });
  response.on('error', () => undefined);
  response.once('close', () => {
    clearTimeout(timer);
    done();
  });
}
