import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BatchExecuteStatementCommand,
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  type ExecuteStatementCommandOutput,
  type Field,
  RDSDataClient,
  RollbackTransactionCommand,
  type SqlParameter,
} from '@aws-sdk/client-rds-data';
import type { Clock } from '../../../../tools/emulator/data-api/clock';
import type { ClusterInfo, Credentials } from '../../../../tools/emulator/data-api/cluster';
import { createDataApi, type DataApi, type DataApiProps } from '../../../../tools/emulator/data-api/data-api';
import type { DatabaseEngine } from '../../../../tools/emulator/data-api/engine';
import { createDataApiHandler } from '../../../../tools/emulator/data-api/http';
import { startLocalPostgres } from '../../../../tools/emulator/data-api/local-postgres';
import { PgliteEngine } from '../../../../tools/emulator/data-api/pglite-engine';
import { PostgresEngine } from '../../../../tools/emulator/data-api/postgres-engine';

export const CLUSTER_ARN = 'arn:aws:rds:eu-central-1:123456789012:cluster:deposits-test';
export const MASTER_SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!cluster-master-abc';
export const APP_SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-def';

export const CLUSTER: ClusterInfo = {
  arn: CLUSTER_ARN,
  clusterIdentifier: 'deposits-test',
  databaseName: 'deposits',
  masterUsername: 'master_user',
  masterSecretArn: MASTER_SECRET,
  httpEndpointEnabled: true,
};

/** A clock whose hands the test moves. Timers due are run in their order. */
export class HandClock implements Clock {
  private time = Date.parse('2026-01-01T00:00:00Z');
  private timers: { at: number; action: () => void }[] = [];

  now(): number {
    return this.time;
  }

  schedule(milliseconds: number, action: () => void): () => void {
    const timer = { at: this.time + milliseconds, action };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass while nobody looks: no timer runs. */
  skip(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** Lets time pass, and the timers that are due run. */
  async advance(milliseconds: number): Promise<void> {
    this.skip(milliseconds);
    const due = this.timers.filter(({ at }) => at <= this.time).sort((a, b) => a.at - b.at);
    this.timers = this.timers.filter((timer) => !due.includes(timer));
    for (const { action } of due) action();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export type EngineName = 'pglite' | 'postgres';

export interface StartedEngine {
  readonly engine: DatabaseEngine;
  /** The server's own version, to tell answers apart that depend on it. */
  stop(): Promise<void>;
}

/** `DATABASE_URL` where it is set, else a throw-away server; in CI neither may be missing. */
export async function startEngine(name: EngineName): Promise<StartedEngine | { readonly reason: string }> {
  if (name === 'pglite') {
    const engine = new PgliteEngine();
    return { engine, stop: () => engine.close() };
  }
  const given = process.env['DATABASE_URL'];
  const server = given === undefined ? await startLocalPostgres() : undefined;
  if (server?.state === 'unavailable') {
    if (process.env['CI']) throw new Error(`PostgreSQL must be there in CI: ${server.reason}`);
    return { reason: server.reason };
  }
  const engine = new PostgresEngine({ url: given ?? server?.url ?? '' });
  return {
    engine,
    stop: async () => {
      await engine.close();
      await server?.stop();
    },
  };
}

export type Secrets = Record<string, Partial<Credentials>>;

/** A Data API behind a loopback server, with the real SDK client before it. */
export class Harness {
  private constructor(
    readonly api: DataApi,
    readonly client: RDSDataClient,
    readonly endpoint: string,
    readonly secrets: Secrets,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(engine: DatabaseEngine, props: Partial<DataApiProps> = {}): Promise<Harness> {
    const secrets: Secrets = {
      [MASTER_SECRET]: { username: 'master_user', password: 'master-password-1' },
      [APP_SECRET]: { username: 'app_user', password: "app'pass\\word" },
    };
    const api = createDataApi({
      engine,
      clusters: async (arn) => (arn === CLUSTER_ARN ? CLUSTER : undefined),
      secrets: async (arn) => secrets[arn],
      ...props,
    });
    const handler = createDataApiHandler(api);
    const server = createServer((request, response) => {
      handler(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = new RDSDataClient({
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
      maxAttempts: 1,
    });
    return new Harness(api, client, endpoint, secrets, async () => {
      client.destroy();
      await api.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
  }

  stop(): Promise<void> {
    return this.close();
  }

  execute(
    sql: string,
    parameters: SqlParameter[] = [],
    more: Partial<ExecuteStatementCommandInput> = {},
  ): Promise<ExecuteStatementCommandOutput> {
    return this.client.send(new ExecuteStatementCommand({ ...target(), sql, parameters, ...more }));
  }

  async one(sql: string, parameters: SqlParameter[] = [], more = {}): Promise<Field | undefined> {
    return (await this.execute(sql, parameters, more)).records?.[0]?.[0];
  }

  batch(sql: string, parameterSets: SqlParameter[][], more = {}) {
    return this.client.send(new BatchExecuteStatementCommand({ ...target(), sql, parameterSets, ...more }));
  }

  async begin(more = {}): Promise<string> {
    const begun = await this.client.send(new BeginTransactionCommand({ ...target(), ...more }));
    return begun.transactionId ?? '';
  }

  async commit(transactionId: string, more = {}): Promise<string | undefined> {
    const sent = new CommitTransactionCommand({ ...ending(), transactionId, ...more });
    return (await this.client.send(sent)).transactionStatus;
  }

  async rollback(transactionId: string, more = {}): Promise<string | undefined> {
    const sent = new RollbackTransactionCommand({ ...ending(), transactionId, ...more });
    return (await this.client.send(sent)).transactionStatus;
  }

  /** The application user, made as a migration would make it. */
  async createAppUser(): Promise<void> {
    const exists = await this.one("SELECT count(*) FROM pg_roles WHERE rolname = 'app_user'");
    if (exists?.longValue === 0)
      await this.execute("CREATE ROLE app_user LOGIN PASSWORD E'app''pass\\\\word'");
  }
}

function ending() {
  return { resourceArn: CLUSTER_ARN, secretArn: MASTER_SECRET };
}

function target() {
  return { ...ending(), database: 'deposits' };
}

export const asApp = { secretArn: APP_SECRET };

export function text(name: string, stringValue: string, typeHint?: SqlParameter['typeHint']): SqlParameter {
  return { name, value: { stringValue }, ...(typeHint === undefined ? {} : { typeHint }) };
}

export function long(name: string, longValue: number): SqlParameter {
  return { name, value: { longValue } };
}

/** What the SDK throws for an answer: its exception's name, status and message. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    const thrown = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name: thrown.name, message: thrown.message, status: thrown.$metadata?.httpStatusCode };
  }
  throw new Error('The call was expected to fail');
}

/** Runs the tests once an engine; where one cannot be had, a line says so (in CI it is an error). */
export function describeEngines(title: string, tests: (engine: () => DatabaseEngine) => void): void {
  describe.each<EngineName>(['pglite', 'postgres'])(`${title} (%s)`, (name) => {
    let started: StartedEngine | undefined;
    let missing: string | undefined;

    beforeAll(async () => {
      const engine = await startEngine(name);
      if ('reason' in engine) missing = engine.reason;
      else started = engine;
    });

    afterAll(async () => {
      await started?.stop();
      if (missing !== undefined) process.stderr.write(`skipped with ${name}: ${missing}\n`);
    });

    tests(() => {
      if (started === undefined) throw new Error(`no engine ${name}: ${missing}`);
      return started.engine;
    });
  });
}
