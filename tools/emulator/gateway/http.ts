import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The only address that the emulator ever listens on. */
export const LOOPBACK = '127.0.0.1';

/** Thrown by `readBody` when a request holds more than its limit. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';

  constructor(readonly limitBytes: number) {
    super(`the request body is larger than ${limitBytes} bytes`);
  }
}

/** Binds the server to loopback and returns its port. Port 0 takes a free one. */
export function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Stops listening and cuts what is still connected. A server that never listened is fine. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const bodies = new WeakMap<IncomingMessage, Buffer>();

/**
 * Reads a whole request body. A body that was read before is given again.
 *
 * @throws BodyTooLargeError when it passes the limit; the rest is then drained, so that the answer reaches the caller
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const body = bodies.get(request) ?? (await readStream(request, limitBytes));
  if (body.length > limitBytes) throw new BodyTooLargeError(limitBytes);
  bodies.set(request, body);
  return body;
}

function readStream(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let refused = false;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) {
        chunks.push(chunk);
      } else if (!refused) {
        refused = true;
        chunks.length = 0;
        reject(new BodyTooLargeError(limitBytes));
      }
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => {
      if (!request.complete) reject(new Error('the caller went away before its request was complete'));
    });
  });
}

/** Answers with a whole body. Does nothing when the caller has gone. */
export function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | readonly string[]>>,
  body: Buffer | string,
): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  if (status !== 204 && status !== 304) response.setHeader('content-length', bytes.length);
  response.end(status === 204 || status === 304 ? undefined : bytes);
}

/** The first value of a header that may have come several times. */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
