import { createServer, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeServer, listen } from '../../../tools/emulator/gateway/http';
import type { Emulator } from '../../../tools/emulator/start-emulator';
import { type BatchLine, BatchWatch } from '../../../tools/local/batch-watch';
import { DepositLookup } from '../../../tools/local/deposit-facts';
import { LiveStream } from '../../../tools/local/live-stream';
import { type QueueDepth, QueueWatch } from '../../../tools/local/queue-watch';

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isTrue(); tries += 1) await sleep(25);
  expect(isTrue()).toBe(true);
}

describe('queues', () => {
  let server: Server;
  let emulator: Emulator;
  let waiting: Record<string, number>;
  let isBroken: boolean;
  let calls: number;
  let seen: (readonly QueueDepth[])[];
  beforeEach(async () => {
    waiting = { 'd-e-clearing': 3, 'd-e-clearing-dead': 0, 'd-e-failures': 1 };
    isBroken = false;
    calls = 0;
    seen = [];
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      calls += 1;
      const { QueueUrl = '' } = JSON.parse(Buffer.concat(chunks).toString()) as { QueueUrl?: string };
      const isList = request.headers['x-amz-target'] === 'AmazonSQS.ListQueues';
      const count = waiting[QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1)] ?? 0;
      const body = isList
        ? { QueueUrls: Object.keys(waiting).map((name) => `http://q/1/${name}`) }
        : {
            Attributes: {
              ApproximateNumberOfMessages: `${count}`,
              ApproximateNumberOfMessagesNotVisible: '0',
            },
          };
      response.writeHead(isBroken ? 503 : 200).end(JSON.stringify(body));
    });
    emulator = {
      endpoint: `http://127.0.0.1:${await listen(server)}`,
      environment: () => ({ AWS_REGION: 'eu-central-1' }),
      credentials: { operator: { accessKeyId: 'AKIA', secretAccessKey: 'secret' } },
    } as unknown as Emulator;
  });
  afterEach(() => closeServer(server));

  function watch(isWanted = true): QueueWatch {
    return new QueueWatch({
      emulator,
      prefix: 'd-e-',
      isWanted: () => isWanted,
      onChange: (depths) => seen.push(depths),
    });
  }

  it('are told with their depth, and which hold dead letters', async () => {
    const queues = watch();
    await queues.look();
    queues.close();
    expect(queues.current).toEqual([
      { name: 'clearing', waiting: 3, inFlight: 0, isDeadLetters: false },
      { name: 'clearing-dead', waiting: 0, inFlight: 0, isDeadLetters: true },
      { name: 'failures', waiting: 1, inFlight: 0, isDeadLetters: true },
    ]);
  });

  it('are told again only when they change', async () => {
    const queues = watch();
    await queues.look();
    await queues.look();
    expect(seen).toHaveLength(1);
    waiting['d-e-clearing'] = 2;
    await queues.look();
    queues.close();
    expect(seen).toHaveLength(2);
  });

  it('are not asked while no page is open', async () => {
    const queues = watch(false);
    await queues.look();
    queues.close();
    expect(calls).toBe(0);
  });

  it('stay as they were when nobody answers', async () => {
    const queues = watch();
    await queues.look();
    isBroken = true;
    await queues.look();
    queues.close();
    expect(queues.current).toHaveLength(3);
  });
});

describe('batches', () => {
  it('are followed until they are done', async () => {
    const answers = [{ status: 'SPLIT' }, { status: 'COMPLETED', counts: { accepted: 1 } }];
    let asked = 0;
    const getBatch = async () => {
      asked += 1;
      return { status: 200, body: answers[Math.min(asked, 2) - 1], headers: new Headers() };
    };
    const seen: (readonly BatchLine[])[] = [];
    const watch = new BatchWatch({ getBatch }, () => seen.push(watch.current));
    watch.follow('b', 10);
    await until(() => watch.current[0]?.status === 'COMPLETED');
    await sleep(50);
    watch.close();
    expect(asked).toBe(2);
    expect(seen.map(([batch]) => batch?.status)).toEqual(['ANNOUNCED', 'SPLIT', 'COMPLETED']);
    expect(watch.current).toEqual([{ id: 'b', size: 10, status: 'COMPLETED', counts: { accepted: 1 } }]);
  });

  it('are asked again when the API fails', async () => {
    let asked = 0;
    const getBatch = async () => {
      asked += 1;
      if (asked === 1) throw new Error('no connection');
      return { status: asked === 2 ? 500 : 200, body: { status: 'FAILED' }, headers: new Headers() };
    };
    const watch = new BatchWatch({ getBatch }, () => undefined);
    watch.follow('b', 10);
    await until(() => watch.current[0]?.status === 'FAILED');
    watch.close();
    expect(asked).toBe(3);
  });
});

describe('what the database knows of deposits', () => {
  it('is looked up many at a time, and again until it is there', async () => {
    const asked: string[] = [];
    const found: unknown[] = [];
    const query = async (_sql: string, parameters: Readonly<Record<string, string>> = {}) => {
      asked.push(parameters['ids'] ?? '');
      if (asked.length === 1) throw new Error('the database is resuming');
      return [
        { id: 'a', amount_minor: 2_500_000, currency: 'USD', channel: 'box' },
        { id: 'b', amount_minor: 1_234, currency: 'JPY', channel: 'batch' },
      ];
    };
    const lookup = new DepositLookup({ query }, (id, facts) => found.push({ id, ...facts }));
    lookup.want('a');
    lookup.want('b');
    lookup.want('a');
    await until(() => found.length === 2);
    lookup.close();
    expect(asked).toEqual(['a,b', 'a,b']);
    expect(found).toEqual([
      { id: 'a', amount: '25,000.00 USD', channel: 'box' },
      { id: 'b', amount: '1,234 JPY', channel: 'batch' },
    ]);
  });
});

describe('the live stream', () => {
  it('sends everything first, then what changed, several changes at once', async () => {
    let collected = 0;
    const stream = new LiveStream(() => {
      collected += 1;
      return { change: collected };
    });
    const server = createServer((_request, response: ServerResponse) => stream.add(response, { all: true }));
    const port = await listen(server);
    const response = await fetch(`http://127.0.0.1:${port}/`);
    const reader = response.body?.getReader();
    let text = '';
    const read = (async () => {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) return;
        text += Buffer.from(value ?? []).toString('utf8');
      }
    })();
    await until(() => stream.size === 1);
    stream.changed();
    stream.changed();
    await until(() => text.includes('"change":1'));
    stream.close();
    await read;
    await closeServer(server);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(text).toBe('event: everything\ndata: {"all":true}\n\nevent: change\ndata: {"change":1}\n\n');
    expect(stream.size).toBe(0);
  });
});
