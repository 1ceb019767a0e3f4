import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { repositoryRoot } from '../../repository';
import { ConnectionLostError, DatabaseError, type Statement, type StatementResult } from './engine';
import { RowCollector, type WireField } from './row-collector';

/** What PGlite is created with: its own options that can cross to another thread. */
export interface PgliteThreadOptions {
  readonly dataDir?: string;
  readonly postgresqlconf: readonly string[];
}

/** A message of PostgreSQL's protocol, reduced by the worker to what matters here. */
type WireMessage =
  | { readonly name: 'rowDescription'; readonly fields: readonly WireField[] }
  | { readonly name: 'dataRow'; readonly fields: readonly (string | null)[] }
  | { readonly name: 'commandComplete'; readonly text: string }
  | ({
      readonly name: 'error';
      readonly message: string;
      readonly code?: string;
      readonly severity?: string;
    } & {
      readonly hint?: string;
      readonly position?: string;
    })
  | { readonly name: 'other' };

type Answer =
  | { readonly ready: boolean; readonly message?: string }
  | { readonly id: number; readonly messages: readonly WireMessage[] }
  | { readonly id: number; readonly failure: string };

interface Pending {
  resolve(messages: readonly WireMessage[]): void;
  reject(error: Error): void;
}

/** PGlite in a thread of its own. The thread keeps the process alive only while it works. */
export class PgliteThread {
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private ended: Error | undefined;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (answer: Answer) => this.receive(answer));
    worker.on('error', (error) => this.end(error));
    worker.on('exit', (code) => this.end(new Error(`the thread of PGlite ended with ${code}`)));
  }

  /** @throws Error when PGlite cannot start, for instance on a data directory of another version */
  static async start(options: PgliteThreadOptions): Promise<PgliteThread> {
    const file = join(repositoryRoot, 'tools', 'emulator', 'data-api', 'pglite-worker.js');
    const thread = new PgliteThread(new Worker(file, { workerData: options }));
    await thread.started();
    thread.worker.unref();
    return thread;
  }

  async run(statement: Statement): Promise<StatementResult> {
    const messages = await this.ask({
      statement: {
        text: statement.text,
        types: statement.parameters.map(({ typeOid }) => typeOid),
        values: statement.parameters.map(({ value }) => value),
      },
    });
    const collector = new RowCollector();
    for (const message of messages) {
      if (message.name === 'error')
        throw new DatabaseError({ ...message, sqlState: message.code ?? 'XX000' });
      if (message.name === 'rowDescription') collector.describe(message.fields);
      else if (message.name === 'dataRow') collector.add(message.fields);
      else if (message.name === 'commandComplete') collector.complete(message.text);
    }
    return collector.result();
  }

  async close(): Promise<void> {
    if (this.ended) return;
    await this.ask({ close: true }).catch(() => undefined);
    await this.worker.terminate();
  }

  private started(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.pending.set(0, { resolve: () => resolve(), reject });
    });
  }

  private ask(message: object): Promise<readonly WireMessage[]> {
    if (this.ended) return Promise.reject(new ConnectionLostError(this.ended.message));
    this.lastId += 1;
    const id = this.lastId;
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.worker.postMessage({ ...message, id });
    });
  }

  private receive(answer: Answer): void {
    const id = 'id' in answer ? answer.id : 0;
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (this.pending.size === 0) this.worker.unref();
    if ('messages' in answer) pending?.resolve(answer.messages);
    else if ('failure' in answer) pending?.reject(new ConnectionLostError(answer.failure));
    else if (answer.ready) pending?.resolve([]);
    else pending?.reject(new Error(`PGlite did not start: ${answer.message}`));
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const pending of this.pending.values()) pending.reject(new ConnectionLostError(error.message));
    this.pending.clear();
  }
}
