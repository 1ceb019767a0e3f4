import { randomBytes, randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CredentialRegistry } from '../gateway/credential-registry';
import { sendToDestinations } from './async-destinations';
import { AsyncQueue } from './async-queue';
import { CodeStore } from './code-store';
import { type DeployedFunction, DeployedFunctions } from './deployed-function';
import type { OutsideHosts } from './environment';
import type { FunctionHostEvent, OnFunctionHostEvent } from './events';
import { type FunctionReference, parseFunctionReference } from './function-name';
import { Guardian } from './guardian';
import { LogShipper } from './log-shipper';
import { LogTail } from './log-tail';
import { endLines, type Report, startLine } from './platform-lines';
import { InitFailure, type Outcome } from './sandbox';
import { type Lease, SandboxPool } from './sandbox-pool';
import { SandboxStarter } from './sandbox-starter';
import { LambdaServiceError, requestTooLarge, throttled } from './service-error';

/** 6 MB and, since October 2025, 1 MB (facts.json: q-lam-sync, q-lam-async). */
const SYNC_PAYLOAD_LIMIT_BYTES = 6_291_556;
const ASYNC_PAYLOAD_LIMIT_BYTES = 1_048_576;
const IDLE_GRACE_MS = 50;

const STATUS = { response: 'success', error: 'error', exit: 'error', timeout: 'timeout' } as const;

export interface FunctionHostOptions {
  /** Where functions, their configuration and their log groups are: moto. */
  readonly controlPlane: string;
  /** What functions get as `AWS_ENDPOINT_URL`. */
  readonly gatewayEndpoint: string;
  /** Where functions are that are invoked by a bare name. */
  readonly region: string;
  readonly credentials: CredentialRegistry;
  /** Names outside that are served on this machine. @default none */
  readonly outside?: OutsideHosts;
  /** @default nothing */
  readonly onEvent?: OnFunctionHostEvent;
  /** Invocations that are run at once; others wait. @default 6 a processor, at least 12 */
  readonly maxInvocations?: number;
  /** Processes at once, idle ones among them. @default 64 */
  readonly maxProcesses?: number;
  /** A process without work is ended after this. @default 300 */
  readonly idleSeconds?: number;
  /** Waits before the second and third attempt of a failed asynchronous event. @default [60, 120], as AWS */
  readonly asyncRetryDelaysSeconds?: readonly number[];
  /** Wait before a throttled asynchronous event is tried again, doubled each time. @default 1 */
  readonly asyncThrottleDelaySeconds?: number;
}

export interface InvokeRequest {
  /** A name, a partial ARN or an ARN, with or without qualifier. */
  readonly functionName: string;
  readonly qualifier?: string;
  /** Of a function given by a bare name. @default that of the host */
  readonly region?: string;
  readonly payload: Buffer;
  /** @default 'RequestResponse' */
  readonly type?: 'RequestResponse' | 'Event' | 'DryRun';
  /** Base 64, as the SDK sends it. */
  readonly clientContext?: string;
  /** @default a new, unsampled one */
  readonly traceId?: string;
}

export interface InvokeResult {
  readonly status: 200 | 202 | 204;
  readonly requestId: string;
  readonly payload: Buffer;
  readonly executedVersion: string;
  /** Present when the function failed; the payload is then Lambda's error document. */
  readonly functionError?: 'Unhandled';
  /** The last 4 KB of the invocation's log. */
  readonly logTail: string;
}

/** Runs deployed functions: the deployed zip with the deployed environment, in processes of its own. */
export class FunctionHost {
  private readonly functions: DeployedFunctions;
  private readonly code = new CodeStore();
  private readonly guardian = new Guardian();
  private readonly logs: LogShipper;
  private readonly pool: SandboxPool;
  private readonly queue: AsyncQueue;
  private readonly inUse = new Map<string, number>();
  private readonly noticed = new Set<string>();
  /** By request id, while the invocation runs. */
  private readonly tails = new Map<string, LogTail>();
  private closed = false;

  constructor(private readonly options: FunctionHostOptions) {
    const { controlPlane: endpoint, credentials } = options;
    const client = { endpoint, credentials: credentials.operator };
    this.functions = new DeployedFunctions(client);
    this.logs = new LogShipper(client, (message) => this.notice(message));
    const starter = new SandboxStarter({
      code: this.code,
      guardian: this.guardian,
      credentials,
      gatewayEndpoint: options.gatewayEndpoint,
      ...(options.outside ? { outside: options.outside } : {}),
      onLine: ({ input, requestId }, line, timeMs) =>
        this.line(input.deployed, input.logStream, line, requestId, timeMs),
      onNotice: (message) => this.notice(message),
    });
    this.pool = new SandboxPool({
      maxInvocations: options.maxInvocations ?? Math.max(12, 6 * availableParallelism()),
      maxProcesses: options.maxProcesses ?? 64,
      idleMs: (options.idleSeconds ?? 300) * 1000,
      start: (deployed) => starter.start(deployed),
    });
    this.queue = new AsyncQueue({
      run: (job) => this.run(job.reference, job.requestId, { functionName: '', payload: job.payload }),
      configuration: (reference) => this.functions.asyncConfiguration(reference),
      finished: async (job, configuration, outcome) => {
        const deployed = await this.functions.resolve(job.reference);
        const key = credentials.forServiceOfFunction(deployed.arn, deployed.roleArn);
        const endpoint = options.gatewayEndpoint;
        await sendToDestinations({ job, configuration, outcome, deployed, credentials: key, endpoint });
      },
      onNotice: (message) => this.notice(message),
      retryDelaysSeconds: options.asyncRetryDelaysSeconds ?? [60, 120],
      throttleDelaySeconds: options.asyncThrottleDelaySeconds ?? 1,
    });
  }

  /** Function processes that run now. */
  get processes(): number {
    return this.pool.size;
  }

  /**
   * Lambda's `Invoke`.
   *
   * @throws LambdaServiceError when the service itself refuses: no such function, throttled, payload too large
   */
  async invoke(request: InvokeRequest): Promise<InvokeResult> {
    if (this.closed) throw new LambdaServiceError(503, 'ServiceException', 'The function host is closed.');
    const reference = parseFunctionReference(
      request.functionName,
      request.region ?? this.options.region,
      request.qualifier,
    );
    const isAsync = request.type === 'Event';
    checkPayload(request.payload, isAsync ? ASYNC_PAYLOAD_LIMIT_BYTES : SYNC_PAYLOAD_LIMIT_BYTES);
    const requestId = randomUUID();
    if (!isAsync && request.type !== 'DryRun') return this.run(reference, requestId, request);
    const deployed = await this.functions.resolve(reference);
    const accepted = { requestId, payload: Buffer.alloc(0), executedVersion: deployed.version, logTail: '' };
    if (!isAsync) return { status: 204, ...accepted };
    this.queue.add({ reference, requestId, payload: request.payload, acceptedMs: Date.now() });
    return { status: 202, ...accepted };
  }

  /** Something was deployed: the next invocation reads the configuration again. */
  forget(): void {
    this.functions.forget();
  }

  /** Resolves when no asynchronous event is queued or running, and the log lines so far are stored. */
  async drained(): Promise<void> {
    await this.queue.drained();
    await this.logs.flush();
  }

  /** Ends every process and removes the unpacked code. Safe to call twice. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.queue.close();
    await this.pool.close();
    await this.guardian.close();
    await this.logs.close();
    this.functions.close();
    await this.code.close();
  }

  private async run(
    reference: FunctionReference,
    requestId: string,
    request: InvokeRequest,
  ): Promise<InvokeResult> {
    const deployed = await this.functions.resolve(reference);
    const used = this.inUse.get(deployed.arn) ?? 0;
    if (deployed.reservedConcurrency !== undefined && used >= deployed.reservedConcurrency) throw throttled();
    this.inUse.set(deployed.arn, used + 1);
    try {
      return await this.runIn(deployed, requestId, request);
    } finally {
      this.inUse.set(deployed.arn, (this.inUse.get(deployed.arn) ?? 1) - 1);
    }
  }

  private async runIn(
    deployed: DeployedFunction,
    requestId: string,
    request: InvokeRequest,
  ): Promise<InvokeResult> {
    this.tails.set(requestId, new LogTail());
    try {
      const lease = await this.pool.acquire(deployed);
      return await this.runOn(lease, deployed, requestId, request);
    } catch (error) {
      if (!(error instanceof InitFailure)) throw error;
      const { logStream, durationMs: initDurationMs } = error;
      return this.conclude(deployed, logStream, error.outcome, { requestId, durationMs: 0, initDurationMs });
    } finally {
      this.tails.delete(requestId);
    }
  }

  private async runOn(
    { sandbox, isCold }: Lease,
    deployed: DeployedFunction,
    requestId: string,
    request: InvokeRequest,
  ): Promise<InvokeResult> {
    const { logStream } = sandbox.input;
    this.line(deployed, logStream, startLine(deployed, requestId), requestId);
    const started = performance.now();
    const deadlineMs = Date.now() + deployed.timeoutSeconds * 1000;
    const { clientContext } = request;
    const outcome = await sandbox.invoke({
      requestId,
      payload: request.payload.length === 0 ? Buffer.from('{}') : request.payload,
      deadlineMs,
      invokedArn: deployed.invokedArn,
      traceId: request.traceId ?? newTraceId(),
      ...(clientContext ? { clientContext: Buffer.from(clientContext, 'base64').toString('utf8') } : {}),
    });
    const durationMs = performance.now() - started;
    const peakMemoryMib = await sandbox.peakMemoryMib();
    const result = this.conclude(deployed, logStream, outcome, {
      requestId,
      durationMs,
      ...(isCold ? { initDurationMs: sandbox.initDurationMs } : {}),
      ...(peakMemoryMib === undefined ? {} : { peakMemoryMib }),
    });
    // The process asks for its next event within a millisecond or two. Waiting for that, shortly, is what lets a caller's
    // next invocation find it warm.
    const released = sandbox.becomeIdle(deadlineMs).then(() => this.pool.release(sandbox));
    await Promise.race([released, sleep(IDLE_GRACE_MS, undefined, { ref: false })]);
    return result;
  }

  /** Writes the closing lines and makes the answer. */
  private conclude(
    deployed: DeployedFunction,
    logStream: string,
    outcome: Outcome,
    measured: Omit<Report, 'status'>,
  ): InvokeResult {
    const { requestId, durationMs, initDurationMs } = measured;
    const status = STATUS[outcome.kind];
    const payload = payloadOf(outcome, requestId, deployed.timeoutSeconds);
    if (outcome.kind === 'timeout' || outcome.kind === 'exit') {
      const { errorMessage } = JSON.parse(payload.toString('utf8')) as { errorMessage: string };
      const text = errorMessage.replace(/^RequestId: \S+ (Error: )?/, '');
      this.line(deployed, logStream, `${new Date().toISOString()} ${requestId} ${text}`, requestId);
    }
    for (const line of endLines(deployed, { ...measured, status })) {
      this.line(deployed, logStream, line, requestId);
    }
    const { name: functionName, version } = deployed;
    const ended = { kind: 'invocation', functionName, version, requestId, status, durationMs } as const;
    this.emit(initDurationMs === undefined ? ended : { ...ended, initDurationMs });
    return {
      status: 200,
      requestId,
      payload,
      executedVersion: version,
      logTail: this.tails.get(requestId)?.text() ?? '',
      ...(status === 'success' ? {} : { functionError: 'Unhandled' }),
    };
  }

  private line(
    deployed: DeployedFunction,
    logStream: string,
    line: string,
    requestId: string | undefined,
    writtenMs?: number,
  ): void {
    if (requestId !== undefined) this.tails.get(requestId)?.push(line);
    const { logGroup, name: functionName, version } = deployed;
    const timeMs = writtenMs ?? Date.now();
    this.logs.write(deployed.region, logGroup, logStream, timeMs, line);
    this.emit({
      kind: 'log',
      source: writtenMs === undefined ? 'platform' : 'function',
      functionName,
      version,
      logGroup,
      logStream,
      timeMs,
      line,
      ...(requestId === undefined ? {} : { requestId }),
    });
  }

  private notice(message: string): void {
    if (this.noticed.has(message)) return;
    this.noticed.add(message);
    this.emit({ kind: 'notice', message });
  }

  private emit(event: FunctionHostEvent): void {
    try {
      this.options.onEvent?.(event);
    } catch {
      // An observer must not break what it observes.
    }
  }
}

function checkPayload(payload: Buffer, limitBytes: number): void {
  if (payload.length > limitBytes) throw requestTooLarge(payload.length, limitBytes);
  if (payload.length === 0) return;
  try {
    JSON.parse(payload.toString('utf8'));
  } catch (error) {
    throw new LambdaServiceError(
      400,
      'InvalidRequestContentException',
      `Could not parse request body into json: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function payloadOf(outcome: Outcome, requestId: string, timeoutSeconds: number): Buffer {
  if (outcome.kind === 'response' || outcome.kind === 'error') return outcome.body;
  const error =
    outcome.kind === 'timeout'
      ? {
          errorType: 'Sandbox.Timedout',
          errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
        }
      : {
          errorType: 'Runtime.ExitError',
          errorMessage: `RequestId: ${requestId} Error: Runtime exited ${outcome.how}`,
        };
  return Buffer.from(JSON.stringify(error));
}

/** X-Ray's header, unsampled: there is no X-Ray here. */
function newTraceId(): string {
  const time = Math.floor(Date.now() / 1000).toString(16);
  const root = `1-${time}-${randomBytes(12).toString('hex')}`;
  return `Root=${root};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}
