import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { repositoryRoot } from '../../repository';
import type { DeployedFunction } from './deployed-function';
import type { Guardian } from './guardian';
import { readFrames, readLines } from './log-lines';
import { RuntimeApi, type RuntimeInvocation } from './runtime-api';

/** Where the runtime client lies: `LAMBDA_RUNTIME_DIR`. */
export const RUNTIME_FOLDER = join(repositoryRoot, 'tools', 'emulator', 'functions', 'bootstrap');

export interface SandboxInput {
  readonly deployed: DeployedFunction;
  readonly nodePath: string;
  readonly taskRoot: string;
  readonly logStream: string;
  readonly guardian: Guardian;
  /** The process's whole environment, given the address of its Runtime API. */
  readonly environment: (runtimeApi: string) => Record<string, string>;
  /** The longest that the initialisation may take. */
  readonly initLimitMs: number;
  readonly onLine: (sandbox: Sandbox, message: string, timeMs: number) => void;
}

/** How a run ended. */
export type Outcome =
  | { readonly kind: 'response'; readonly body: Buffer }
  | { readonly kind: 'error'; readonly body: Buffer }
  | { readonly kind: 'timeout' }
  /** The process ended; `how` is Lambda's phrase for it. */
  | { readonly kind: 'exit'; readonly how: string };

/** Thrown when a process could not be initialised. */
export class InitFailure extends Error {
  override readonly name = 'InitFailure';

  constructor(
    readonly outcome: Outcome,
    readonly durationMs: number,
    readonly logStream: string,
  ) {
    super(`initialisation ended with ${outcome.kind}`);
  }
}

/** One process that runs one function: an execution environment. It runs one invocation at a time. */
export class Sandbox {
  /** Measured: from the start of the process to its first request for an event. */
  initDurationMs = 0;
  /** The invocation that runs; log lines belong to it. */
  requestId: string | undefined;
  /** Resolves when the process has ended. */
  readonly exited: Promise<string>;
  private readonly exitOutcome: Promise<Outcome>;
  private ended = false;

  private constructor(
    readonly input: SandboxInput,
    private readonly api: RuntimeApi,
    private readonly child: ChildProcess,
  ) {
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => this.finish(`exit status 127 (${error.message})`, resolve));
      child.once('exit', (code, signal) => this.finish(describeExit(code, signal), resolve));
    });
    this.exitOutcome = this.exited.then((how) => ({ kind: 'exit', how }));
    const onLine = (message: string, timeMs: number) => input.onLine(this, message, timeMs);
    if (child.stdout) readLines(child.stdout, onLine);
    if (child.stderr) readLines(child.stderr, onLine);
    const frames = child.stdio[3];
    if (frames) readFrames(frames as Readable, onLine);
  }

  /**
   * Starts a process and waits until it asks for its first event.
   *
   * @throws InitFailure when it does not; no process is then left
   */
  static async start(input: SandboxInput): Promise<Sandbox> {
    const started = performance.now();
    const api = await RuntimeApi.listen();
    const sandbox = new Sandbox(input, api, launch(input, api.address));
    const initialised = api.initialised.then((answer) => (answer.kind === 'ready' ? undefined : answer));
    const outcome = await within<Outcome | undefined>(input.initLimitMs, TIMEOUT, [
      initialised,
      sandbox.exitOutcome,
    ]);
    sandbox.initDurationMs = performance.now() - started;
    if (outcome) {
      await settled();
      await sandbox.kill();
      throw new InitFailure(outcome, sandbox.initDurationMs, input.logStream);
    }
    return sandbox;
  }

  get isAlive(): boolean {
    return !this.ended;
  }

  /** Runs one invocation. A process that does not answer until the deadline is killed. */
  async invoke(invocation: RuntimeInvocation): Promise<Outcome> {
    this.requestId = invocation.requestId;
    const limitMs = invocation.deadlineMs - Date.now();
    const outcome = await within<Outcome>(limitMs, TIMEOUT, [
      this.api.dispatch(invocation),
      this.exitOutcome,
    ]);
    if (outcome.kind === 'timeout') await this.kill();
    await settled();
    return outcome;
  }

  /** Waits until the process can take another event; kills it when it cannot by the deadline. */
  async becomeIdle(deadlineMs: number): Promise<void> {
    const limitMs = Math.max(deadlineMs - Date.now(), 100);
    const outcome = await within<Outcome | undefined>(limitMs, TIMEOUT, [this.api.idle(), this.exitOutcome]);
    this.requestId = undefined;
    if (outcome === TIMEOUT) await this.kill();
  }

  /** The most memory that the process has held, in MiB. Known on Linux only. */
  async peakMemoryMib(): Promise<number | undefined> {
    try {
      const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8');
      const kib = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
      return kib === undefined ? undefined : Math.ceil(Number(kib) / 1024);
    } catch {
      return undefined;
    }
  }

  /** Ends the process and what it started. */
  async kill(): Promise<void> {
    this.signalGroup();
    await this.exited;
  }

  private finish(how: string, resolve: (how: string) => void): void {
    if (this.ended) return;
    this.ended = true;
    this.signalGroup();
    if (this.child.pid !== undefined) this.input.guardian.release(this.child.pid);
    void this.api.close();
    resolve(how);
  }

  private signalGroup(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // The group is gone already.
    }
  }
}

function launch(input: SandboxInput, runtimeApi: string): ChildProcess {
  const { memoryMib } = input.deployed;
  const child = spawn(
    input.nodePath,
    [
      // Lambda's limit covers the whole process; V8's heap gets the share that its own bootstrap gives it.
      `--max-old-space-size=${Math.floor(memoryMib * 0.9)}`,
      `--max-semi-space-size=${Math.max(1, Math.floor(memoryMib * 0.05))}`,
      join(RUNTIME_FOLDER, 'runtime-client.cjs'),
    ],
    {
      cwd: input.taskRoot,
      env: input.environment(runtimeApi),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      // A process group of its own: what the function starts ends with it, and Ctrl-C reaches the emulator alone.
      detached: true,
    },
  );
  if (child.pid !== undefined) input.guardian.guard(child.pid);
  return child;
}

/** Lambda's words for the end of a process. */
function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `with error: signal: ${SIGNAL_WORDS[signal] ?? signal}`;
  return code === 0 ? 'without providing a reason' : `with error: exit status ${code}`;
}

const SIGNAL_WORDS: Partial<Record<NodeJS.Signals, string>> = {
  SIGKILL: 'killed',
  SIGTERM: 'terminated',
  SIGSEGV: 'segmentation fault',
  SIGABRT: 'aborted',
};

const TIMEOUT = { kind: 'timeout' } as const;

/** The first of the results, or `late` when none comes in time. The timer never holds the emulator open. */
async function within<T>(limitMs: number, late: T, results: readonly Promise<T>[]): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late), Math.max(0, limitMs)).unref();
  });
  try {
    return await Promise.race([...results, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets what the process wrote before it answered be read: it lies in its pipes already. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
