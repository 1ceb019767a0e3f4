import type { StateMachineDefinition } from '../../../../tools/emulator/workflows/language/definition';
import { runStates } from '../../../../tools/emulator/workflows/language/interpreter';
import type { Json, JsonObject } from '../../../../tools/emulator/workflows/language/json';
import type {
  StateEvent,
  TaskCall,
  Trace,
  WorkflowHost,
} from '../../../../tools/emulator/workflows/language/run';
import { TaskTokens } from '../../../../tools/emulator/workflows/task-tokens';

/** What a test's function does with the effective input of its Task state. */
export type Work = (input: Json, call: TaskCall) => Promise<Json> | Json;

/** The world around the interpreter, in memory. The resource of a Task state names its work. */
export class FakeHost implements WorkflowHost {
  readonly tokens = new TaskTokens();
  readonly stored = new Map<string, string>();
  readonly events: StateEvent[] = [];
  readonly history: { readonly type: string; readonly details: JsonObject | undefined }[] = [];
  timeScale = 0;

  readonly objects = {
    get: async (_region: string, bucket: string, key: string) => {
      const text = this.stored.get(`${bucket}/${key}`);
      if (text === undefined)
        throw Object.assign(new Error('The specified key does not exist.'), { name: 'NoSuchKey' });
      return Buffer.from(text);
    },
    put: async (_region: string, bucket: string, key: string, body: string) => {
      this.stored.set(`${bucket}/${key}`, body);
    },
  };

  constructor(private readonly work: Readonly<Record<string, Work>> = {}) {}

  async runTask(call: TaskCall): Promise<Json> {
    const work = this.work[call.resource];
    if (!work) throw new Error(`the test has no work named ${call.resource}`);
    return work(call.input, call);
  }

  openToken() {
    return this.tokens.open();
  }

  /** Runs a definition to its end. */
  run(definition: StateMachineDefinition, input: Json, signal = new AbortController().signal): Promise<Json> {
    return runStates(definition, input, {
      host: this,
      signal,
      region: 'eu-central-1',
      context: {
        Execution: { Id: 'arn:aws:states:eu-central-1:123456789012:execution:machine:one', Name: 'one' },
        StateMachine: {
          Id: 'arn:aws:states:eu-central-1:123456789012:stateMachine:machine',
          Name: 'machine',
        },
      },
      trace: this.trace(),
    });
  }

  private trace(): Trace {
    const trace: Trace = {
      add: (type, details) => void this.history.push({ type, details }),
      fork: () => trace,
      apart: () => trace,
      notify: (event) => void this.events.push(event),
    };
    return trace;
  }
}
