import type { Context } from 'aws-lambda';
import fc from 'fast-check';
import { UnavailableError } from '../../../functions/shared/errors';
import { inParallel } from '../../../functions/shared/in-parallel';
import { createLogger } from '../../../functions/shared/logger';
import { type QueueInvocation, queueHandler } from '../../../functions/shared/queue-handler';
import { lambdaContext } from '../support/api-event';
import { queueEvent } from '../support/queue-event';

interface Message {
  readonly id: string;
}

function parse(body: unknown): Message {
  const { id } = (body ?? {}) as Partial<Message>;
  if (typeof id === 'string') return { id };
  throw Object.assign(new Error('no message'), { problems: [{ pointer: '/id', detail: 'is missing' }] });
}

function recorded(work: (invocation: QueueInvocation<Message>) => Promise<void>, atOnce?: number) {
  const lines: string[] = [];
  const logger = createLogger('example', {
    variables: {},
    destination: { write: (line) => void lines.push(line) },
  });
  const handler = queueHandler(
    logger,
    { parse, describe: ({ id }) => ({ depositId: id }), ...(atOnce !== undefined && { atOnce }) },
    work,
  );
  return {
    handle: (event: unknown, context: Context = lambdaContext()) => handler(event, context),
    lines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    text: () => lines.join(''),
  };
}

const refuseWithNothing = (): never => {
  throw undefined;
};

const failedOf = (answer: { batchItemFailures: { itemIdentifier: string }[] }) =>
  answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
const messages = (...ids: string[]) => queueEvent(...ids.map((id) => ({ id })));

describe('queueHandler', () => {
  test('GIVEN messages that succeed THEN none is told failed, and what was done is logged', async () => {
    const seen: string[] = [];
    const { handle, lines } = recorded(async ({ message, log }) => {
      seen.push(message.id);
      log.info('worked');
    });
    await expect(handle(messages('a', 'b'))).resolves.toEqual({ batchItemFailures: [] });
    expect(seen).toEqual(['a', 'b']);
    expect(lines()).toEqual([
      expect.objectContaining({ messageId: 'm0', depositId: 'a', receiveCount: 1, msg: 'worked' }),
      expect.objectContaining({ messageId: 'm1', depositId: 'b', receiveCount: 1, msg: 'worked' }),
      expect.objectContaining({ messages: 2, failed: 0, durationMs: expect.any(Number) }),
    ]);
  });

  test('GIVEN no messages THEN none failed', async () => {
    await expect(recorded(async () => undefined).handle(messages())).resolves.toEqual({
      batchItemFailures: [],
    });
  });

  test.each<[string, unknown]>([
    ['an error', new Error('broken: account 123456789012\nDetail: row')],
    ['a text', 'secret text'],
    ['nothing', undefined],
  ])('GIVEN work that throws %s THEN that message fails and no other', async (_, thrown) => {
    const { handle, lines, text } = recorded(async ({ message }) => {
      if (message.id === 'b') throw thrown;
    });
    expect(failedOf(await handle(messages('a', 'b', 'c')))).toEqual(['m1']);
    expect(lines()).toContainEqual(
      expect.objectContaining({ level: 'error', messageId: 'm1', depositId: 'b', msg: 'the message failed' }),
    );
    expect(text()).not.toMatch(/123456789012|secret text|Detail/);
  });

  test('GIVEN work that throws before it is asynchronous THEN that message fails', async () => {
    const { handle } = recorded(() => {
      throw new Error('at once');
    });
    expect(failedOf(await handle(messages('a')))).toEqual(['m0']);
  });

  test.each<[string, string]>([
    ['no JSON', 'secret-4711 {'],
    ['not the message', '{"secret-4711":1}'],
    ['empty', ''],
  ])('GIVEN a body that is %s THEN that message fails, and its body is in no log', async (_, body) => {
    const work = jest.fn(async () => undefined);
    const { handle, lines, text } = recorded(work);
    const event = messages('a', 'b');
    expect(failedOf(await handle({ Records: [{ messageId: 'bad', body }, ...event.Records] }))).toEqual([
      'bad',
    ]);
    expect(work).toHaveBeenCalledTimes(2);
    expect(lines()[0]).toMatchObject({
      level: 'error',
      messageId: 'bad',
      msg: 'the message does not conform',
    });
    expect(text()).not.toContain('secret-4711');
  });

  test('GIVEN a parser that tells what is wrong THEN that is logged; GIVEN one that throws no Error THEN it is not', async () => {
    const first = recorded(async () => undefined);
    await first.handle(queueEvent({}));
    expect(first.lines()[0]).toMatchObject({ problems: [{ pointer: '/id', detail: 'is missing' }] });
    const lines: string[] = [];
    const handler = queueHandler(
      createLogger('example', { variables: {}, destination: { write: (line) => void lines.push(line) } }),
      { parse: () => refuseWithNothing(), describe: () => ({}) },
      async () => undefined,
    );
    await expect(handler(queueEvent({}), lambdaContext())).resolves.toMatchObject({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
  });

  test('GIVEN many messages THEN so many at once at most, in their order', async () => {
    let running = 0;
    let most = 0;
    const begun: string[] = [];
    const { handle } = recorded(async ({ message }) => {
      begun.push(message.id);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
    }, 3);
    const ids = Array.from({ length: 10 }, (_, index) => String(index));
    await handle(messages(...ids));
    expect([most, begun]).toEqual([3, ids]);
  });

  test('THEN each message has its share of the time, and the last the rest', async () => {
    const shares: number[] = [];
    const { handle } = recorded(async ({ deadline }) => void shares.push(deadline.remainingMillis()), 2);
    await handle(messages('a', 'b', 'c', 'd'), lambdaContext(12_000));
    expect(shares.map((share) => Math.round(share / 1000))).toEqual([5, 5, 10, 10]);
  });

  test('GIVEN work that ignores its deadline THEN it fails alone, in time', async () => {
    const { handle, lines } = recorded(({ message }) =>
      message.id === 'a' ? new Promise(() => undefined) : Promise.resolve(),
    );
    const startedAt = performance.now();
    expect(failedOf(await handle(messages('a', 'b'), lambdaContext(2300)))).toEqual(['m0']);
    expect(performance.now() - startedAt).toBeLessThan(1500);
    expect(lines()).toContainEqual(
      expect.objectContaining({ error: expect.objectContaining({ type: UnavailableError.name }) }),
    );
  });

  test('GIVEN no time THEN the work is not begun, and the message comes again', async () => {
    const work = jest.fn(async () => undefined);
    expect(failedOf(await recorded(work).handle(messages('a', 'b'), lambdaContext(2000)))).toEqual([
      'm0',
      'm1',
    ]);
    expect(work).not.toHaveBeenCalled();
  });

  test('GIVEN the same message twice in a batch THEN the work sees it twice, beside itself', async () => {
    const seen: string[] = [];
    await recorded(async ({ message }) => void seen.push(message.id)).handle(messages('a', 'a'));
    expect(seen).toEqual(['a', 'a']);
  });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['another event', { detail: 'secret-4711' }],
    ['records of another shape', { Records: [{ body: 'secret-4711' }] }],
  ])('GIVEN %s THEN it throws, so that all of it comes again', async (_, event) => {
    const { handle, text } = recorded(async () => undefined);
    await expect(handle(event)).rejects.toThrow('not a batch of a queue');
    expect(text()).toContain('the batch was refused');
    expect(text()).not.toContain('secret-4711');
  });

  test('THEN whatever the bodies are, exactly those fail that are no messages', async () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ id: fc.string() }).map((m) => JSON.stringify(m)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(body, { maxLength: 10 }), fc.nat({ max: 12 }), async (bodies, count) => {
        const Records = bodies.map((text, index) => ({
          messageId: `m${index}`,
          body: text,
          ...(count > 0 && { attributes: { ApproximateReceiveCount: String(count) } }),
        }));
        const expected = Records.filter(({ body: text }) => {
          try {
            parse(JSON.parse(text));
            return false;
          } catch {
            return true;
          }
        });
        const failed = failedOf(await recorded(async () => undefined).handle({ Records }));
        expect(new Set(failed)).toEqual(new Set(expected.map(({ messageId }) => messageId)));
      }),
    );
  });
});

describe('inParallel', () => {
  test('GIVEN nothing THEN it ends', async () => {
    await expect(inParallel([], 4, () => Promise.reject(new Error('never')))).resolves.toBeUndefined();
  });

  test('GIVEN work that throws THEN it is thrown', async () => {
    await expect(inParallel([1], 4, () => Promise.reject(new Error('defect')))).rejects.toThrow('defect');
  });
});
