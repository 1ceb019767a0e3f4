import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { repositoryRoot } from '../../repository';
import { findPython, MOTO_VERSION } from './find-python';

export interface StartMotoOptions {
  /** On 127.0.0.1. @default a free one */
  readonly port?: number;
  /** Ends moto when aborted. @default never */
  readonly signal?: AbortSignal;
  /** What moto has to say: warnings, failures, each a line. @default silence */
  readonly log?: (line: string) => void;
  /**
   * Where functions are invoked: what EventBridge, SNS, S3, queues and rotation call is sent there as Lambda's Invoke.
   * @default functions are not run
   */
  readonly gatewayUrl?: string;
  /** Whether it asks the gateway before a service does something with a role or in its own name. @default false */
  readonly judges?: boolean;
  /**
   * Seconds after which messages of a failed batch are visible again, in whole seconds.
   * @default when the queue's visibility timeout ends, as on AWS
   */
  readonly redeliverySeconds?: number;
  /** Whose PATH and `VPC_LAMBDA_PYTHON` are used. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** How long to wait until it can be called. @default 60 */
  readonly readySeconds?: number;
}

/** A running moto. */
export interface MotoProcess {
  /** For `AWS_ENDPOINT_URL`: every service is behind it. */
  readonly url: string;
  readonly pid: number;
  /** The version of moto. */
  readonly version: string;
  /** The mends that are installed, by name. */
  readonly mends: readonly string[];
  /** Fulfilled when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends it; fulfilled when it is gone. May be called more than once. */
  stop(): Promise<void>;
}

/** moto did not start. */
export class MotoStartError extends Error {
  override readonly name = 'MotoStartError';
}

interface Ready {
  readonly event: 'ready';
  readonly url: string;
  readonly moto: string;
  readonly mends: readonly string[];
}

const KEPT_LINES = 30;
const STOP_MILLISECONDS = 3_000;

/**
 * Starts moto with the project's extension on the loopback interface. It ends with `stop()`, with the signal, and when
 * this process dies in whatever way: it watches the pipe that is its standard input.
 *
 * @throws MotoMissingError when Python or moto is not installed
 * @throws MotoStartError when it ends, or is not ready in time, with what it printed last
 */
export async function startMoto(options: StartMotoOptions = {}): Promise<MotoProcess> {
  const env = options.env ?? process.env;
  const python = await findPython({ env });
  options.signal?.throwIfAborted();
  if (python.moto !== MOTO_VERSION) {
    options.log?.(`moto ${python.moto} is installed; the extension was written for ${MOTO_VERSION}`);
  }
  const child = spawn(
    python.executable,
    ['-m', 'vpc_lambda_moto.server', '--port', String(options.port ?? 0)],
    { env: childEnvironment(env, options), stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  // Writing to a process that has ended is not worth an exception: `ended` tells.
  child.stdin.on('error', () => undefined);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
      await ended;
      clearTimeout(hard);
    }
  };
  const abort = (): void => void stop();
  options.signal?.addEventListener('abort', abort, { once: true });
  void ended.then(() => options.signal?.removeEventListener('abort', abort));

  const tail = keepTail(createInterface({ input: child.stderr }), options.log);
  try {
    const ready = await waitUntilReady(child, ended, tail, (options.readySeconds ?? 60) * 1000);
    return {
      url: ready.url,
      pid: child.pid ?? -1,
      version: ready.moto,
      mends: ready.mends,
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function childEnvironment(
  env: NodeJS.ProcessEnv,
  { gatewayUrl, judges, redeliverySeconds }: StartMotoOptions,
): NodeJS.ProcessEnv {
  const extension = join(repositoryRoot, 'tools', 'emulator', 'moto', 'extension');
  const {
    VPC_LAMBDA_GATEWAY_URL: _gateway,
    VPC_LAMBDA_JUDGES: _judges,
    VPC_LAMBDA_REDELIVERY_SECONDS: _seconds,
    ...rest
  } = env;
  return {
    ...rest,
    PYTHONPATH: [extension, env['PYTHONPATH']].filter(Boolean).join(delimiter),
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    ...(gatewayUrl !== undefined && { VPC_LAMBDA_GATEWAY_URL: gatewayUrl }),
    ...(judges && { VPC_LAMBDA_JUDGES: '1' }),
    ...(redeliverySeconds !== undefined && { VPC_LAMBDA_REDELIVERY_SECONDS: String(redeliverySeconds) }),
  };
}

function keepTail(lines: Interface, log: ((line: string) => void) | undefined): readonly string[] {
  const tail: string[] = [];
  lines.on('line', (line) => {
    tail.push(line);
    if (tail.length > KEPT_LINES) tail.shift();
    log?.(line);
  });
  return tail;
}

async function waitUntilReady(
  child: ChildProcess,
  ended: Promise<void>,
  tail: readonly string[],
  milliseconds: number,
): Promise<Ready> {
  const failed = (why: string): MotoStartError =>
    new MotoStartError(`moto ${why}:\n${tail.join('\n')}`.trimEnd());
  return new Promise<Ready>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(failed(`was not ready after ${milliseconds / 1000} s`)),
      milliseconds,
    );
    const settle = (outcome: () => void): void => {
      clearTimeout(timer);
      outcome();
    };
    child.once('error', (error) => settle(() => reject(failed(`could not be started (${error.message})`))));
    void ended.then(() => settle(() => reject(failed(`ended with status ${child.exitCode}`))));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = parseReady(line);
      if (ready) settle(() => resolve(ready));
    });
  });
}

function parseReady(line: string): Ready | undefined {
  try {
    const answer = JSON.parse(line) as Partial<Ready>;
    return answer.event === 'ready' ? (answer as Ready) : undefined;
  } catch {
    return undefined;
  }
}
