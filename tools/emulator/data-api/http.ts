import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DataApi, DataApiAnswer } from './data-api';
import { SERVICE_LIMITS } from './limits';

/** Paths of the service, for a gateway that looks at paths; the signature's service name is `rds-data`. */
export const DATA_API_PATHS: readonly string[] = [
  '/Execute',
  '/BatchExecute',
  '/BeginTransaction',
  '/CommitTransaction',
  '/RollbackTransaction',
  '/ExecuteSql',
];

/** @param read the body, where somebody has read it already */
export type DataApiHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  read?: Buffer,
) => Promise<void>;

/**
 * A handler for Node's HTTP server, or for a gateway to mount. It reads no more of a body than the service takes (4 MiB,
 * headers included), and answers what the Data API answers.
 */
export function createDataApiHandler(api: DataApi): DataApiHandler {
  return async (request, response, read) => {
    const headerBytes = request.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 0);
    const body = await readBody(read ? [read] : request, SERVICE_LIMITS.requestBytes - headerBytes);
    const { signal } = leaving(response);
    write(response, body === undefined ? tooLarge() : await api.handle(request.url ?? '/', body, signal));
  };
}

/** Aborted when the caller closes the connection before he has an answer. */
function leaving(response: ServerResponse): AbortController {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) gone.abort();
  });
  return gone;
}

/** The whole body, or undefined when it is larger than allowed: the rest is read and thrown away, so that the answer arrives. */
async function readBody(
  request: IncomingMessage | readonly Buffer[],
  allowedBytes: number,
): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer> | readonly Buffer[]) {
    bytes += chunk.length;
    if (bytes <= allowedBytes) chunks.push(chunk);
  }
  return bytes <= allowedBytes ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function tooLarge(): DataApiAnswer {
  return {
    status: 413,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'RequestEntityTooLargeException' },
    body: JSON.stringify({
      message: `The request exceeds the size limit of ${SERVICE_LIMITS.requestBytes} bytes`,
    }),
  };
}

function write(response: ServerResponse, answer: DataApiAnswer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}
