import type { Context, SQSBatchResponse } from 'aws-lambda';
import * as v from 'valibot';
import { Deadline } from './deadline';
import { UnavailableError } from './errors';
import { inParallel } from './in-parallel';
import { invocationBindings, type Logger, loggerWith } from './logger';

/** What the work on one message has at hand. */
export interface QueueInvocation<T> {
  readonly message: T;
  /** This message's share of the invocation's time. */
  readonly deadline: Deadline;
  readonly log: Logger;
}

export interface QueueHandlerOptions<T> {
  /**
   * The message, from the parsed JSON of a record's body. It throws for what is none; the error's message, and its
   * `problems` where it has any, are logged and must not repeat values.
   */
  readonly parse: (body: unknown) => T;
  /** What every log line about the message tells, such as the deposit's id. */
  readonly describe: (message: T) => Readonly<Record<string, string>>;
  /** Messages that are worked on at once. @default 5 */
  readonly atOnce?: number;
}

export type QueueHandler = (event: unknown, context: Context) => Promise<SQSBatchResponse>;

/** Below this, the work on a message is not worth beginning: the queue delivers it again. */
const SHORTEST_WORK_MILLIS = 200;

const batch = v.object({
  Records: v.array(
    v.object({
      messageId: v.string(),
      body: v.string(),
      attributes: v.optional(v.object({ ApproximateReceiveCount: v.optional(v.string()) })),
    }),
  ),
});
type QueueRecord = v.InferOutput<typeof batch>['Records'][number];

/**
 * The frame of every handler of a queue. Each message succeeds or fails alone: the answer names those that failed, and
 * the queue delivers only them again, and after some times to its dead-letter queue. (The event-source mapping must have
 * `ReportBatchItemFailures`.)
 *
 * A queue delivers at least once, and may deliver a message twice in one batch: the work must come to the same end when
 * it runs again, also beside itself. Bodies are never logged.
 */
export function queueHandler<T>(
  logger: Logger,
  options: QueueHandlerOptions<T>,
  work: (invocation: QueueInvocation<T>) => Promise<void>,
): QueueHandler {
  const { atOnce = 5 } = options;
  return async (event, context) => {
    const invocation = invocationBindings(context);
    const startedAt = performance.now();
    const records = recordsOf(event, logger, invocation);
    const deadline = Deadline.of(context);
    const failed: string[] = [];
    await inParallel(records, atOnce, async (record, index) => {
      const share = deadline.atMost(
        deadline.remainingMillis() / Math.ceil((records.length - index) / atOnce),
      );
      const about = { ...invocation, messageId: record.messageId, ...receiveCount(record) };
      if (!(await isDone(record, share, { logger, about }, options, work))) failed.push(record.messageId);
    });
    const durationMs = Math.round(performance.now() - startedAt);
    const counts = { messages: records.length, failed: failed.length };
    logger.info({ ...invocation, ...counts, durationMs }, 'the batch was worked on');
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** @throws Error for what no queue sends: nothing of it can be told failed, so that all of it is delivered again */
function recordsOf(event: unknown, logger: Logger, invocation: object): readonly QueueRecord[] {
  const parsed = v.safeParse(batch, event);
  if (parsed.success) return parsed.output.Records;
  const error = new Error('the event is not a batch of a queue');
  logger.error({ ...invocation, error }, 'the batch was refused');
  throw error;
}

function receiveCount({ attributes }: QueueRecord): { receiveCount?: number } {
  const count = Number(attributes?.ApproximateReceiveCount);
  return Number.isInteger(count) ? { receiveCount: count } : {};
}

async function isDone<T>(
  record: QueueRecord,
  deadline: Deadline,
  { logger, about }: { readonly logger: Logger; readonly about: object },
  { parse, describe }: QueueHandlerOptions<T>,
  work: (invocation: QueueInvocation<T>) => Promise<void>,
): Promise<boolean> {
  let message: T;
  try {
    message = parse(JSON.parse(record.body));
  } catch (error) {
    logger.error({ ...about, ...asLogged(error) }, 'the message does not conform');
    return false;
  }
  const log = loggerWith(logger, { ...about, ...describe(message) });
  try {
    await beforeItsTimeIsOver(deadline, () => work({ message, deadline, log }));
    return true;
  } catch (error) {
    log.error({ error }, 'the message failed');
    return false;
  }
}

/** The parser of JSON repeats what it could not read, in its message: of that, only the kind of the error is told. */
function asLogged(error: unknown): object {
  if (error instanceof SyntaxError) return { error: new SyntaxError('the body is not JSON') };
  return { error, problems: (error as { problems?: unknown } | undefined)?.problems };
}

/**
 * Work that ignores its deadline must not take the answer about all other messages with it. It is left behind, and what
 * it still does is repeated when the message comes again.
 */
async function beforeItsTimeIsOver(deadline: Deadline, work: () => Promise<void>): Promise<void> {
  const millis = deadline.remainingMillis();
  const unavailable = () => new UnavailableError('time for the message', 0);
  if (millis < SHORTEST_WORK_MILLIS) throw unavailable();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unavailable()), millis);
  });
  try {
    await Promise.race([work(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
