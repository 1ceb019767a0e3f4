import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

interface Reply {
  readonly id: number;
  readonly rows?: Record<string, unknown>[];
  readonly error?: { readonly message: string; readonly code?: string };
}

/** An empty PostgreSQL for the time of a test. One connection, whose statements run one after the other. */
export class Postgres {
  static start(): Postgres {
    const child = fork(join(__dirname, 'postgres-child.js'), { execArgv: [], serialization: 'advanced' });
    return new Postgres(child);
  }

  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private count = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (reply: Reply) => {
      this.waiting.get(reply.id)?.(reply);
      this.waiting.delete(reply.id);
    });
  }

  query(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.send({ sql, values });
  }

  /** Any number of statements, without parameters and without results. */
  async exec(sql: string): Promise<void> {
    await this.send({ sql });
  }

  async stop(): Promise<void> {
    this.child.disconnect();
    await once(this.child, 'exit');
  }

  private send(request: { readonly sql: string; readonly values?: unknown[] }) {
    this.count += 1;
    const id = this.count;
    return new Promise<Record<string, unknown>[]>((resolve, reject) => {
      this.waiting.set(id, ({ rows, error }) =>
        error ? reject(Object.assign(new Error(error.message), { code: error.code })) : resolve(rows ?? []),
      );
      this.child.send({ id, ...request });
    });
  }
}
