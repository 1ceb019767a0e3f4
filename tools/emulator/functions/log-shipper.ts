import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { SigningKey } from '../gateway/signed-request';

const FLUSH_EVERY_MS = 250;
/** PutLogEvents takes 10,000 events and 1 MiB, counting 26 bytes for each event. */
const BATCH_EVENTS = 5_000;
const BATCH_BYTES = 900_000;
const EVENT_OVERHEAD_BYTES = 26;
/** What is kept while the log service does not answer; more is dropped, oldest first. */
const BACKLOG_EVENTS = 50_000;

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

interface Stream {
  readonly region: string;
  readonly group: string;
  readonly name: string;
  events: LogEvent[];
  exists: boolean;
}

/**
 * Writes log events to deployed log groups, in batches and behind the back of whoever logs. A group that is not deployed
 * is not made here: on AWS too its events are lost unless the function may create it, and the notice says so once.
 */
export class LogShipper {
  private readonly clients = new Map<string, CloudWatchLogsClient>();
  private readonly streams = new Map<string, Stream>();
  private readonly noticed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: { endpoint: string; credentials: SigningKey },
    private readonly onNotice: (message: string) => void,
  ) {}

  /** Takes one event. Returns at once and never fails. */
  write(region: string, group: string, stream: string, timestamp: number, message: string): void {
    const key = `${region}\n${group}\n${stream}`;
    const known = this.streams.get(key) ?? { region, group, name: stream, events: [], exists: false };
    this.streams.set(key, known);
    known.events.push({ timestamp, message: message === '' ? ' ' : message });
    if (known.events.length > BACKLOG_EVENTS) known.events.splice(0, known.events.length - BACKLOG_EVENTS);
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  /** Writes what has been taken so far. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushing = this.flushing.then(async () => {
      const due = [...this.streams.values()].filter((stream) => stream.events.length > 0);
      await Promise.all(due.map((stream) => this.flushStream(stream)));
    });
    return this.flushing;
  }

  /** Writes what is left, for two seconds at most. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, 2_000);
    });
    await Promise.race([this.flush(), limit]);
    clearTimeout(timer);
    for (const client of this.clients.values()) client.destroy();
  }

  private client(region: string): CloudWatchLogsClient {
    const known =
      this.clients.get(region) ?? new CloudWatchLogsClient({ ...this.options, region, maxAttempts: 2 });
    this.clients.set(region, known);
    return known;
  }

  private async flushStream(stream: Stream): Promise<void> {
    const events = stream.events.sort((one, other) => one.timestamp - other.timestamp);
    stream.events = [];
    try {
      if (!stream.exists) await this.createStream(stream);
      for (const batch of batches(events)) {
        await this.client(stream.region).send(
          new PutLogEventsCommand({
            logGroupName: stream.group,
            logStreamName: stream.name,
            logEvents: batch,
          }),
        );
      }
    } catch (error) {
      stream.exists = false;
      this.notice(stream.group, error);
    }
  }

  private async createStream(stream: Stream): Promise<void> {
    try {
      await this.client(stream.region).send(
        new CreateLogStreamCommand({ logGroupName: stream.group, logStreamName: stream.name }),
      );
    } catch (error) {
      if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    }
    stream.exists = true;
  }

  private notice(group: string, error: unknown): void {
    if (this.noticed.has(group)) return;
    this.noticed.add(group);
    const reason = error instanceof Error ? error.message : String(error);
    this.onNotice(
      error instanceof ResourceNotFoundException
        ? `The log group ${group} is not deployed: log lines for it are shown but not stored.`
        : `Log lines for ${group} could not be stored: ${reason}`,
    );
  }
}

function batches(events: readonly LogEvent[]): LogEvent[][] {
  const result: LogEvent[][] = [];
  let current: LogEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(event.message) + EVENT_OVERHEAD_BYTES;
    if (current.length >= BATCH_EVENTS || (bytes + size > BATCH_BYTES && current.length > 0)) {
      result.push(current);
      current = [];
      bytes = 0;
    }
    current.push(event);
    bytes += size;
  }
  if (current.length > 0) result.push(current);
  return result;
}
