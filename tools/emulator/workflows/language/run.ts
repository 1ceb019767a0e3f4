import type { States } from './definition';
import type { Json, JsonObject } from './json';

/** What the interpreter asks of the world. */
export interface WorkflowHost {
  /**
   * Does the work of a Task state.
   *
   * @throws StatesError when it fails
   */
  runTask(call: TaskCall): Promise<Json>;
  /**
   * Called before a Distributed Map starts its children.
   *
   * @throws StatesError when the state machine may not
   */
  startChildren?(): Promise<void>;
  /** Opens a task token for one visit to a state. */
  openToken(): TaskToken;
  /** Objects of S3: what a Distributed Map reads and writes. */
  readonly objects: ObjectStore;
  /** Factor on `Wait` and on the intervals of `Retry`. Timeouts are never scaled. */
  readonly timeScale: number;
}

export interface TaskCall {
  /** Without `.waitForTaskToken`. */
  readonly resource: string;
  readonly input: Json;
  /** Where the state machine runs. */
  readonly region: string;
}

/** A token that somebody outside completes. */
export interface TaskToken {
  readonly value: string;
  /** Settles with the output, or rejects with the error, that was sent. */
  readonly completed: Promise<Json>;
  /** Called at each heartbeat. */
  onHeartbeat(listener: () => void): void;
  /** Nobody waits any more: what is sent from now on is refused. */
  close(): void;
}

export interface ObjectStore {
  get(region: string, bucket: string, key: string): Promise<Buffer>;
  put(region: string, bucket: string, key: string, body: string): Promise<void>;
}

/** Writes down what happens in one line of states: the main one, or that of a branch. */
export interface Trace {
  /** @param details under the name that the API gives them, for example `taskFailedEventDetails` */
  add(type: string, details?: JsonObject): void;
  /** A line of its own that begins here: a branch or an item. */
  fork(): Trace;
  /** A line that is not part of this history: a child execution of a Distributed Map has one of its own. */
  apart(): Trace;
  /** A state was entered or waits for its token: for whoever watches. */
  notify(event: StateEvent): void;
}

export interface StateEvent {
  readonly event: 'state-entered' | 'waiting-for-token' | 'state-failed' | 'state-retried';
  readonly state: string;
  /** The error's name. */
  readonly error?: string;
}

/** One line of states while it runs. */
export interface Run {
  readonly host: WorkflowHost;
  readonly signal: AbortSignal;
  readonly region: string;
  /** The context object without what belongs to one state: `Execution`, `StateMachine`, `Map`. */
  readonly context: JsonObject;
  readonly trace: Trace;
  /** Told before each state: a redrive begins there. Not handed on to branches. */
  readonly reached?: (state: string, input: Json) => void;
}

/** One visit to one state. */
export interface Visit {
  readonly name: string;
  readonly run: Run;
  /** The whole context object. */
  readonly context: JsonObject;
  /** Runs states of a branch or an item. */
  readonly runStates: (states: States, input: Json, run: Run) => Promise<Json>;
}

/** Where a state leads. Without `next` the line ends. */
export interface Step {
  readonly output: Json;
  readonly next?: string;
}
