import { isDepositId } from '../../functions/deposits/deposit';
import type { CallRecord } from '../emulator/gateway/call';
import type { PartnerDelivery } from '../emulator/partner/partner-bank';
import type { EmulatorEvent } from '../emulator/start-emulator';
import type { LeakWatch } from './leaks';

/** What the partner bank took of one deposit. */
export interface Told {
  /** `CLEARED` or `REJECTED`; more than one would be a contradiction. */
  readonly outcomes: Set<string>;
  /** One, however often the outcome was told. */
  readonly idempotencyKeys: Set<string>;
  readonly firstMs: number;
  times: number;
}

/** Invocations of one function. */
export interface FunctionCount {
  invocations: number;
  failed: number;
  cold: number;
  milliseconds: number;
}

/** An execution environment that has just begun an invocation. */
export interface Begun {
  readonly functionName: string;
  readonly logStream: string;
}

const MESSAGE_REFUSED = 'the message does not conform';
const MESSAGE_FAILED = 'the message failed';

/** Counts what happens in the system while it is under load, from what the emulator and the partner tell. */
export class Observer {
  readonly told = new Map<string, Told>();
  readonly functions = new Map<string, FunctionCount>();
  /** Calls of AWS services, by service and operation. */
  readonly calls = new Map<string, { count: number; milliseconds: number }>();
  /** Why a queue's message failed last, by its id. */
  readonly messageErrors = new Map<string, string>();
  readonly executions = { started: 0, succeeded: 0, failed: 0, redriven: 0 };
  /** Why executions failed: state and error. */
  readonly executionErrors = new Map<string, number>();
  /** Tasks that were tried again, by state and error. */
  readonly taskRetries = new Map<string, number>();
  /** Executions that wait for a person now, by name. */
  readonly waiting = new Set<string>();
  /** Deposits whose execution has ended, by their ids, until it is redriven. */
  readonly finished = new Set<string>();
  readonly notices: string[] = [];
  /** Messages that failed and came again. */
  messageFailures = 0;
  signatureRefusals = 0;
  /** Told when a process begins an invocation. */
  onBegun: ((begun: Begun) => void) | undefined;

  constructor(
    private readonly leaks: LeakWatch,
    /** What stands before the name of each function. */
    private readonly prefix: string,
  ) {}

  readonly event = (event: EmulatorEvent): void => {
    switch (event.kind) {
      case 'log':
        this.log(event);
        break;
      case 'invocation':
        this.invocation(event);
        break;
      case 'workflow':
        this.workflow(event);
        break;
      case 'call':
        this.call(event.call);
        break;
      case 'access-log':
        this.leaks.look('access log of the API', event.message);
        break;
      case 'notice':
        this.notices.push(event.message);
        this.leaks.look('emulator', event.message);
        break;
      case 'moto':
        this.leaks.look('moto', event.line);
        break;
    }
  };

  readonly delivery = (delivery: PartnerDelivery): void => {
    if (delivery.status === 401) this.signatureRefusals += 1;
    if (delivery.status !== 200) return;
    const { depositId, outcome } = JSON.parse(delivery.body) as { depositId: string; outcome: string };
    const told = entry(this.told, depositId, () => ({
      outcomes: new Set<string>(),
      idempotencyKeys: new Set<string>(),
      firstMs: delivery.receivedMs,
      times: 0,
    }));
    told.times += 1;
    told.outcomes.add(outcome);
    told.idempotencyKeys.add(delivery.idempotencyKey ?? '');
  };

  private log(event: Extract<EmulatorEvent, { kind: 'log' }>): void {
    const { functionName, line, logStream } = event;
    this.leaks.look(functionName, line);
    if (event.source === 'platform') {
      if (isStart(line)) this.onBegun?.({ functionName: this.shortName(functionName), logStream });
      return;
    }
    if (line.includes(MESSAGE_REFUSED) || line.includes(MESSAGE_FAILED)) this.messageFailed(line);
  }

  private messageFailed(line: string): void {
    this.messageFailures += 1;
    const record = parse(line);
    const messageId = record?.['messageId'];
    if (typeof messageId !== 'string') return;
    const error = record?.['error'] as { name?: string; type?: string; message?: string } | undefined;
    const name = error?.name ?? error?.type ?? 'Error';
    this.messageErrors.set(messageId, `${name}: ${error?.message ?? 'no message'}`);
  }

  private call({ service, operation, durationMs }: CallRecord): void {
    const known = entry(this.calls, `${service ?? '?'} ${operation ?? '?'}`, () => ({
      count: 0,
      milliseconds: 0,
    }));
    known.count += 1;
    known.milliseconds += durationMs;
  }

  private invocation(event: Extract<EmulatorEvent, { kind: 'invocation' }>): void {
    const count = entry(this.functions, this.shortName(event.functionName), () => ({
      invocations: 0,
      failed: 0,
      cold: 0,
      milliseconds: 0,
    }));
    count.invocations += 1;
    count.milliseconds += event.durationMs;
    if (event.status !== 'success') count.failed += 1;
    if (event.initDurationMs !== undefined) count.cold += 1;
  }

  private workflow(event: Extract<EmulatorEvent, { kind: 'workflow' }>): void {
    const about = `${event.state ?? '?'}: ${event.error ?? '?'}`;
    switch (event.event) {
      case 'execution-started':
        this.executions.started += 1;
        break;
      case 'execution-redriven':
        this.executions.redriven += 1;
        this.finished.delete(event.executionName);
        break;
      case 'waiting-for-token':
        this.waiting.add(event.executionName);
        break;
      case 'state-retried':
        this.taskRetries.set(about, (this.taskRetries.get(about) ?? 0) + 1);
        break;
      case 'execution-succeeded':
        this.executions.succeeded += 1;
        this.ended(event.executionName);
        break;
      case 'execution-failed':
      case 'execution-timed-out':
      case 'execution-aborted':
        this.executions.failed += 1;
        this.executionErrors.set(about, (this.executionErrors.get(about) ?? 0) + 1);
        this.ended(event.executionName);
        break;
      case 'state-entered':
      case 'state-failed':
        break;
    }
  }

  private ended(executionName: string): void {
    this.waiting.delete(executionName);
    if (isDepositId(executionName)) this.finished.add(executionName);
  }

  private shortName(functionName: string): string {
    return functionName.startsWith(this.prefix) ? functionName.slice(this.prefix.length) : functionName;
  }
}

/** The platform's first line about an invocation, as text or as JSON. */
function isStart(line: string): boolean {
  return line.startsWith('START ') || line.includes('"platform.start"');
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
