import { setTimeout as sleep } from 'node:timers/promises';
import type { AsyncConfiguration } from './deployed-function';
import type { InvokeResult } from './function-host';
import type { FunctionReference } from './function-name';
import { LambdaServiceError } from './service-error';

/** An event that was accepted with 202 and has to be brought to its function. */
export interface AsyncJob {
  readonly reference: FunctionReference;
  readonly requestId: string;
  readonly payload: Buffer;
  readonly acceptedMs: number;
}

/** How a job ended. */
export interface AsyncOutcome {
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
  readonly attempts: number;
  /** The last answer; absent when there never was one. */
  readonly result?: InvokeResult;
}

export interface AsyncQueueOptions {
  readonly run: (job: AsyncJob) => Promise<InvokeResult>;
  readonly configuration: (reference: FunctionReference) => Promise<AsyncConfiguration>;
  readonly finished: (
    job: AsyncJob,
    configuration: AsyncConfiguration,
    outcome: AsyncOutcome,
  ) => Promise<void>;
  readonly onNotice: (message: string) => void;
  /** Seconds before the second and the third attempt after a function error; AWS waits 60 and 120. */
  readonly retryDelaysSeconds: readonly number[];
  /** Seconds before an event that was throttled is tried again, at first; doubled up to five minutes, as AWS does. */
  readonly throttleDelaySeconds: number;
}

const LONGEST_BACKOFF_SECONDS = 300;

/** Lambda's queue of asynchronous invocations, in memory: what is left when the emulator stops is lost. */
export class AsyncQueue {
  private readonly stopping = new AbortController();
  private readonly working = new Set<Promise<void>>();

  constructor(private readonly options: AsyncQueueOptions) {}

  add(job: AsyncJob): void {
    const work = this.bring(job)
      .catch((error: unknown) => this.complain(job, error))
      .finally(() => this.working.delete(work));
    this.working.add(work);
  }

  /** Resolves when nothing is queued or running. */
  async drained(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working);
  }

  close(): void {
    this.stopping.abort();
  }

  private async bring(job: AsyncJob): Promise<void> {
    const configuration = await this.options.configuration(job.reference);
    let attempts = 0;
    let backoffSeconds = this.options.throttleDelaySeconds;
    let result: InvokeResult | undefined;
    const finish = (condition: AsyncOutcome['condition']) =>
      this.options.finished(job, configuration, { condition, attempts, ...(result ? { result } : {}) });
    while (!this.stopping.signal.aborted) {
      if (Date.now() - job.acceptedMs > configuration.maximumAgeSeconds * 1000)
        return finish('EventAgeExceeded');
      try {
        result = await this.options.run(job);
      } catch (error) {
        if (!isPassing(error)) throw error;
        await this.pause(backoffSeconds);
        backoffSeconds = Math.min(backoffSeconds * 2, LONGEST_BACKOFF_SECONDS);
        continue;
      }
      attempts += 1;
      if (result.functionError === undefined) return finish('Success');
      if (attempts > configuration.maximumRetries) return finish('RetriesExhausted');
      await this.pause(this.options.retryDelaysSeconds[attempts - 1] ?? 0);
    }
  }

  private pause(seconds: number): Promise<void> {
    return sleep(seconds * 1000, undefined, { signal: this.stopping.signal, ref: false });
  }

  private complain(job: AsyncJob, error: unknown): void {
    if (this.stopping.signal.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.options.onNotice(`An asynchronous event for ${job.reference.name} was dropped: ${reason}`);
  }
}

/** Throttling and faults of the service are tried again; a function that does not exist is not. */
function isPassing(error: unknown): boolean {
  return error instanceof LambdaServiceError && (error.status === 429 || error.status === 500);
}
