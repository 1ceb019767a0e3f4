import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An invocation that reached the gateway. */
export interface Recorded {
  readonly path: string;
  readonly type: string;
  readonly event: Record<string, unknown>;
}

/** Stands in for the emulator's gateway: records what moto invokes, and answers. */
export interface RecordingGateway {
  readonly url: string;
  readonly recorded: readonly Recorded[];
  /** The first invocation that satisfies the condition. @throws when there is none in ten seconds */
  first(condition: (recorded: Recorded) => boolean): Promise<Recorded>;
  close(): Promise<void>;
}

/** @param answer what the function returns; `undefined` for null */
export async function startRecordingGateway(
  answer: (recorded: Recorded) => unknown,
): Promise<RecordingGateway> {
  const recorded: Recorded[] = [];
  const server = createServer(async (request, response) => {
    const one = await read(request);
    recorded.push(one);
    const body = JSON.stringify(answer(one) ?? null);
    response.writeHead(one.type === 'Event' ? 202 : 200, { 'content-type': 'application/json' });
    response.end(one.type === 'Event' ? '' : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const first = async (condition: (recorded: Recorded) => boolean): Promise<Recorded> => {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const found = recorded.find(condition);
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`no such invocation among ${JSON.stringify(recorded)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    recorded,
    first,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function read(request: IncomingMessage): Promise<Recorded> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    path: decodeURIComponent(request.url ?? ''),
    type: String(request.headers['x-amz-invocation-type'] ?? ''),
    event: JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>,
  };
}
