import { isObject, type Json, type JsonObject } from './language/json';
import type { StateEvent, Trace } from './language/run';
import { runtimeError } from './language/states-error';

/** One event as GetExecutionHistory answers it. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  /** Milliseconds since the epoch. */
  readonly timeMs: number;
  readonly details: JsonObject;
}

/** AWS ends an execution with more. */
const LONGEST_HISTORY = 25_000;

/** What happened in one execution. Inputs and outputs are kept by reference: a history costs little. */
export class History {
  readonly events: HistoryEvent[] = [];

  constructor(private readonly onState: (event: StateEvent) => void) {}

  /** @param previous the event that the line continues. @default the last one */
  trace(previous: number = this.events.length): Trace {
    let last = previous;
    return {
      add: (type, details = {}) => {
        if (this.events.length >= LONGEST_HISTORY) {
          throw runtimeError('The execution reached the maximum number of history events (25000).');
        }
        last = this.add(type, details, last);
      },
      fork: () => this.trace(last),
      apart: () => silentTrace(this.onState),
      notify: this.onState,
    };
  }

  add(type: string, details: JsonObject, previousEventId: number = this.events.length): number {
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId, type, timeMs: Date.now(), details });
    return id;
  }
}

function silentTrace(notify: (event: StateEvent) => void): Trace {
  const trace: Trace = { add: () => undefined, fork: () => trace, apart: () => trace, notify };
  return trace;
}

/** The event in the API's form: times in seconds, inputs and outputs as texts. */
export function describeEvent(event: HistoryEvent, withData: boolean): JsonObject {
  const { id, previousEventId, type, timeMs, details } = event;
  const shown = Object.entries(details).map(([name, value]) => [name, describeDetails(value, withData)]);
  return { timestamp: timeMs / 1000, type, id, previousEventId, ...Object.fromEntries(shown) };
}

function describeDetails(details: Json, withData: boolean): Json {
  if (!isObject(details)) return details;
  const shown: Record<string, Json> = {};
  for (const [name, value] of Object.entries(details)) {
    if (name !== 'input' && name !== 'output') shown[name] = value;
    else if (withData) {
      shown[name] = JSON.stringify(value);
      shown[`${name}Details`] = { truncated: false };
    }
  }
  return shown;
}
