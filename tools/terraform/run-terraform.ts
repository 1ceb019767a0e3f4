import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** With what, where and for whom Terraform runs. */
export interface TerraformContext {
  /** The executable, from `findTerraform`. */
  readonly binary: string;
  /** The working directory: that of the stack. */
  readonly directory: string;
  /** Added to the environment of this process: that of `writeCliConfig`, provider settings. @default nothing */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called with each line as it is printed. @default silence */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Interrupts the run: Terraform gets `interruptSeconds` to save its state, then is killed. @default never */
  readonly signal?: AbortSignal;
  /** @default 20 */
  readonly interruptSeconds?: number;
}

/** What a run left. */
export interface TerraformResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const TAIL_LINES = 40;

/** A Terraform command that ended with a status its caller did not expect. */
export class TerraformError extends Error {
  override readonly name = 'TerraformError';

  constructor(
    readonly command: string,
    readonly directory: string,
    readonly result: TerraformResult,
    readonly aborted: boolean,
  ) {
    const end = aborted ? 'was interrupted' : `failed with status ${result.code}`;
    // `validate -json` and some others print their diagnostics on standard output.
    const said = tail(result.stderr) || tail(result.stdout) || '(it printed nothing)';
    super(`terraform ${command} in ${directory} ${end}:\n${said}`);
  }
}

export interface RunOptions {
  /** Statuses that are not failures. @default [0] */
  readonly accept?: readonly number[];
}

/**
 * Runs one Terraform command to its end. Never asks anything: standard input is closed.
 *
 * @param args the command and its arguments, for example `['apply', '-auto-approve']`
 * @throws TerraformError when the status is not accepted, when aborted, or when Terraform could not be started
 */
export async function runTerraform(
  context: TerraformContext,
  args: readonly string[],
  options: RunOptions = {},
): Promise<TerraformResult> {
  const command = args[0] ?? '';
  const { signal } = context;
  if (signal?.aborted) throw failed('', true);
  const child = spawn(context.binary, args, {
    cwd: context.directory,
    env: { ...process.env, ...context.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: the providers that Terraform starts are ended with it.
    detached: process.platform !== 'win32',
  });
  const stopGuarding = endWithThisProcess(child);
  const abort = (): void => interrupt(child, (context.interruptSeconds ?? 20) * 1000);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const [stdout, stderr, code] = await Promise.all([
      collect(child.stdout, (line) => context.onLine?.(line, 'stdout')),
      collect(child.stderr, (line) => context.onLine?.(line, 'stderr')),
      exitCode(child),
    ]);
    const result = { code, stdout, stderr };
    const aborted = signal?.aborted ?? false;
    const accepted = (options.accept ?? [0]).includes(code) && !aborted;
    if (!accepted) throw new TerraformError(command, context.directory, result, aborted);
    return result;
  } catch (error) {
    throw error instanceof TerraformError ? error : failed(String(error), false);
  } finally {
    signal?.removeEventListener('abort', abort);
    stopGuarding();
  }

  function failed(stderr: string, aborted: boolean): TerraformError {
    return new TerraformError(command, context.directory, { code: -1, stdout: '', stderr }, aborted);
  }
}

function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
}

async function collect(stream: Readable, onLine: (line: string) => void): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    lines.push(line);
    onLine(line);
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** First as Ctrl-C does it, so that Terraform finishes what is under way and writes its state; then for certain. */
function interrupt(child: ChildProcess, graceMilliseconds: number): void {
  signalGroup(child, 'SIGINT');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMilliseconds);
  child.once('close', () => clearTimeout(timer));
}

/** A process group of its own does not hear the terminal: without this it would outlive us. */
function endWithThisProcess(child: ChildProcess): () => void {
  const end = (): void => signalGroup(child, 'SIGINT');
  process.once('exit', end);
  return () => process.removeListener('exit', end);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended between the check and the signal.
  }
}

function tail(text: string): string {
  return text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n').trim();
}
