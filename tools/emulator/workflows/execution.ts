import type { WorkflowEvent } from './events';
import { History } from './history';
import { runStates } from './language/interpreter';
import type { Json, JsonObject } from './language/json';
import type { Run, WorkflowHost } from './language/run';
import { Aborted, asStatesError, runtimeError, type StatesError } from './language/states-error';
import { after } from './language/waiting';
import type { DeployedStateMachine } from './state-machines';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export interface ExecutionInput {
  readonly machine: DeployedStateMachine;
  readonly arn: string;
  readonly name: string;
  readonly input: Json;
  readonly host: WorkflowHost;
  readonly onEvent: (event: WorkflowEvent) => void;
}

const ENDED = {
  SUCCEEDED: ['ExecutionSucceeded', 'execution-succeeded'],
  FAILED: ['ExecutionFailed', 'execution-failed'],
  TIMED_OUT: ['ExecutionTimedOut', 'execution-timed-out'],
  ABORTED: ['ExecutionAborted', 'execution-aborted'],
} as const;

/** One execution of a state machine, with the definition that it began with. */
export class Execution {
  readonly history: History;
  readonly startDate = new Date();
  status: ExecutionStatus = 'RUNNING';
  stopDate: Date | undefined;
  output: Json | undefined;
  error: string | undefined;
  cause: string | undefined;
  redriveCount = 0;
  redriveDate: Date | undefined;
  private controller = new AbortController();
  private stopped: { readonly status: 'TIMED_OUT' | 'ABORTED'; readonly error?: StatesError } | undefined;
  /** The state of the main line that was reached last, with its input: where a redrive begins. */
  private position: { readonly state: string; readonly input: Json } | undefined;

  constructor(readonly details: ExecutionInput) {
    this.history = new History((event) => this.tell(event));
  }

  /** Runs it to its end. Never rejects. */
  async run(): Promise<void> {
    const { input, machine } = this.details;
    this.history.add('ExecutionStarted', {
      executionStartedEventDetails: { input, roleArn: machine.roleArn },
    });
    this.tell({ event: 'execution-started' });
    await this.go();
  }

  /** Whether a redrive may begin it again. */
  get isRedrivable(): boolean {
    return (
      this.status !== 'RUNNING' && this.status !== 'SUCCEEDED' && this.details.machine.type === 'STANDARD'
    );
  }

  /** Runs it again from the state in which it ended (the whole of a Parallel or Map state). Never rejects. */
  async redrive(): Promise<void> {
    this.redriveCount += 1;
    this.redriveDate = new Date();
    this.status = 'RUNNING';
    this.stopDate = this.error = this.cause = this.stopped = undefined;
    this.controller = new AbortController();
    this.history.add('ExecutionRedriven', {
      executionRedrivenEventDetails: { redriveCount: this.redriveCount },
    });
    this.tell({ event: 'execution-redriven' });
    await this.go();
  }

  /** Ends it as ABORTED. The functions that it called run on, as on AWS. */
  stop(error?: StatesError): void {
    this.stopped ??= error ? { status: 'ABORTED', error } : { status: 'ABORTED' };
    this.controller.abort();
  }

  private async go(): Promise<void> {
    const { machine, host, input } = this.details;
    const timer = this.startTimeout();
    const run: Run = {
      host,
      signal: this.controller.signal,
      region: machine.region,
      context: this.context(),
      trace: this.history.trace(),
      reached: (state, reachedInput) => {
        this.position = { state, input: reachedInput };
      },
    };
    try {
      const { definition } = machine;
      if (definition.QueryLanguage === 'JSONata')
        throw runtimeError('JSONata is not interpreted, JSONPath is');
      const { position } = this;
      const output = await (position
        ? runStates(definition, position.input, run, position.state)
        : runStates(definition, input, run));
      this.end('SUCCEEDED', { output });
    } catch (thrown) {
      this.endWith(thrown);
    } finally {
      timer.cancel();
    }
  }

  private startTimeout(): { cancel(): void } {
    const seconds = this.details.machine.definition.TimeoutSeconds;
    if (seconds === undefined) return { cancel: () => undefined };
    return after(seconds, () => {
      this.stopped ??= { status: 'TIMED_OUT' };
      this.controller.abort();
    });
  }

  private endWith(thrown: unknown): void {
    if (thrown instanceof Aborted) {
      const { status, error } = this.stopped ?? { status: 'ABORTED' as const, error: undefined };
      this.end(status, error ? { error: error.error, cause: error.cause } : {});
      return;
    }
    const { error, cause } = asStatesError(thrown);
    this.end('FAILED', { error, cause });
  }

  private end(
    status: Exclude<ExecutionStatus, 'RUNNING'>,
    result: { output?: Json; error?: string; cause?: string },
  ): void {
    this.status = status;
    this.stopDate = new Date();
    this.output = result.output;
    this.error = result.error;
    this.cause = result.cause;
    const [type, event] = ENDED[status];
    const details = `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
    this.history.add(type, { [details]: result as JsonObject });
    const { error } = result;
    const state = status === 'SUCCEEDED' ? undefined : this.position?.state;
    this.tell({ event, ...(state ? { state } : {}), ...(error ? { error } : {}) });
  }

  /** `Execution` and `StateMachine` of the context object. */
  private context(): JsonObject {
    const { arn, name, input, machine } = this.details;
    return {
      Execution: {
        Id: arn,
        Input: input,
        Name: name,
        RoleArn: machine.roleArn,
        StartTime: this.startDate.toISOString(),
        RedriveCount: this.redriveCount,
        ...(this.redriveDate ? { RedriveTime: this.redriveDate.toISOString() } : {}),
      },
      StateMachine: { Id: machine.arn, Name: machine.name },
    };
  }

  private tell(event: Pick<WorkflowEvent, 'event' | 'state' | 'error'>): void {
    const { arn, name, machine, onEvent } = this.details;
    onEvent({
      kind: 'workflow',
      machine: machine.name,
      executionName: name,
      executionArn: arn,
      timeMs: Date.now(),
      ...event,
    });
  }
}
