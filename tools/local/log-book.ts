import type { EmulatorEvent } from '../emulator/start-emulator';

type LogEvent = Extract<EmulatorEvent, { kind: 'log' }>;

/** A line of a function's log as the page shows it. */
export interface LogEntry {
  readonly number: number;
  readonly timeMs: number;
  /** Without the prefix of the environment. */
  readonly functionName: string;
  readonly level: string;
  readonly message: string;
  /** What else the line says. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Said in the line, or by another line of the same request. */
  readonly depositId?: string;
}

const KEPT_LINES = 30_000;
const KEPT_REQUESTS = 20_000;
/** Members that every line has: they say nothing here. */
const ENVELOPE = new Set([
  'level',
  'time',
  'timestamp',
  'function',
  'FunctionName',
  'version',
  'msg',
  'message',
  'requestId',
  'coldStart',
  '_aws',
]);

/** The last lines of all functions, findable by deposit. */
export class LogBook {
  private readonly lines: LogEntry[] = [];
  private readonly depositOfRequest = new Map<string, string>();
  private written = 0;

  /** @param prefix of the functions' names, which is left out */
  constructor(private readonly prefix: string) {}

  /** The line as the page shows it; nothing for the platform's own lines (START, END, REPORT). */
  add(event: LogEvent): LogEntry | undefined {
    if (event.source === 'platform') return undefined;
    this.written += 1;
    const entry = this.entryOf(event, this.written);
    this.lines.push(entry);
    if (this.lines.length > KEPT_LINES * 1.1) this.lines.splice(0, this.lines.length - KEPT_LINES);
    return entry;
  }

  /** The last lines, oldest first. */
  last(count: number, depositId?: string): LogEntry[] {
    const matching =
      depositId === undefined ? this.lines : this.lines.filter((line) => line.depositId === depositId);
    return matching.slice(-count);
  }

  private entryOf(event: LogEvent, number: number): LogEntry {
    const said = parse(event.line);
    const { requestId = event.requestId } = said as { requestId?: string };
    const depositId = this.depositIdOf(said, requestId);
    const message = messageOf(said) ?? event.line;
    const level = typeof said['level'] === 'string' ? said['level'].toLowerCase() : 'info';
    return {
      number,
      timeMs: event.timeMs,
      functionName: event.functionName.replace(this.prefix, ''),
      level,
      message,
      fields: fieldsOf(said),
      ...(depositId === undefined ? {} : { depositId }),
    };
  }

  /** A request of a batch is about many deposits: only what a line itself says counts then. */
  private depositIdOf(said: Readonly<Record<string, unknown>>, requestId: string | undefined) {
    const { depositId } = said;
    if (typeof depositId !== 'string')
      return requestId === undefined ? undefined : this.depositOfRequest.get(requestId) || undefined;
    if (requestId === undefined) return depositId;
    const known = this.depositOfRequest.get(requestId);
    this.depositOfRequest.set(requestId, known === undefined || known === depositId ? depositId : '');
    for (const oldest of this.depositOfRequest.keys()) {
      if (this.depositOfRequest.size <= KEPT_REQUESTS) break;
      this.depositOfRequest.delete(oldest);
    }
    return depositId;
  }
}

/** pino's message, Lambda's of an error that left the handler, or that the line carries metrics (EMF). */
function messageOf(said: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof said['msg'] === 'string') return said['msg'];
  if ('_aws' in said) return 'metrics';
  const { message } = said;
  if (typeof message === 'string') return message;
  const { errorType, errorMessage } = (message ?? {}) as { errorType?: unknown; errorMessage?: unknown };
  return errorType === undefined ? undefined : `${errorType}: ${errorMessage}`;
}

/** Of an error only what it is: its stack is in the terminal. */
function fieldsOf(said: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown = Object.entries(said).filter(([name]) => !ENVELOPE.has(name));
  return Object.fromEntries(
    shown.map(([name, value]) => {
      const { type, message } = (value ?? {}) as { type?: unknown; message?: unknown };
      return [name, name === 'error' && type !== undefined ? `${type}: ${message}` : value];
    }),
  );
}

function parse(line: string): Readonly<Record<string, unknown>> {
  if (!line.startsWith('{')) return {};
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}
