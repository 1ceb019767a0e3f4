import { Pool, type PoolClient } from 'pg';
import { type ClusterInfo, MAINTENANCE_DATABASE } from './cluster';
import {
  type AcquireOptions,
  ConnectionLostError,
  ConnectionWaitError,
  command,
  type DatabaseEngine,
  DatabaseError,
  databaseMissing,
  endOfWait,
  type Session,
  type Statement,
  type StatementResult,
} from './engine';
import { PostgresQuery } from './postgres-query';
import { giveDatabaseToMaster, provisionRoles } from './provisioning';
import { quoteIdentifier, quoteLiteral } from './sql-identifiers';

export interface PostgresEngineOptions {
  /** Where the server is and a superuser of it, for instance `DATABASE_URL`. The path names a database that exists. */
  readonly url: string;
  /** Connections a database, transactions included. @default 20 */
  readonly maximumConnections?: number;
  /**
   * The server's name for a cluster's database. Give one when several clusters with equal database names share a server;
   * their roles are the server's, and so shared all the same.
   * @default the same name
   */
  readonly physicalName?: (cluster: ClusterInfo, database: string) => string;
}

/** What every connection starts with: the Data API's own session speaks UTC and ISO dates. */
const SESSION_SETTINGS = [
  'TimeZone=UTC',
  'DateStyle=ISO,MDY',
  'IntervalStyle=postgres',
  'bytea_output=hex',
  'extra_float_digits=1',
  'password_encryption=scram-sha-256',
  'client_min_messages=warning',
];

const DEFAULT_CONNECTIONS = 20;

/**
 * A real PostgreSQL server. A cluster's first database is made at its first use; the statements run as the secret's user
 * by `SET SESSION AUTHORIZATION`, which is why the URL's user must be a superuser.
 */
export class PostgresEngine implements DatabaseEngine {
  readonly kind = 'postgres';
  private readonly pools = new Map<string, Pool>();
  private readonly provisioned = new Map<string, Promise<void>>();

  constructor(private readonly options: PostgresEngineOptions) {}

  async acquire(cluster: ClusterInfo, database: string, options: AcquireOptions): Promise<Session> {
    await this.provision(cluster, options);
    return this.connect(this.physicalName(cluster, database), database, options);
  }

  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.end()));
  }

  private provision(cluster: ClusterInfo, options: AcquireOptions): Promise<void> {
    const known = this.provisioned.get(cluster.arn);
    if (known) return known;
    const provisioning = this.provisionCluster(cluster, options);
    this.provisioned.set(cluster.arn, provisioning);
    provisioning.catch(() => this.provisioned.delete(cluster.arn));
    return provisioning;
  }

  private async provisionCluster(cluster: ClusterInfo, options: AcquireOptions): Promise<void> {
    const session = await this.connect(undefined, MAINTENANCE_DATABASE, options);
    try {
      const superuser = await command(session, "SELECT current_setting('is_superuser')");
      if (superuser.rows[0]?.[0] !== 'on') {
        throw new Error(
          `The Data API emulator needs a superuser: '${session.superuser}' of the database URL is none. ` +
            'It creates the cluster roles and runs each statement as the user of its secret.',
        );
      }
      await provisionRoles(session, cluster);
      if (cluster.databaseName === undefined) return;
      const physical = this.physicalName(cluster, cluster.databaseName);
      const found = await command(
        session,
        `SELECT 1 FROM pg_database WHERE datname = ${quoteLiteral(physical)}`,
      );
      if (found.rows.length === 0) await command(session, `CREATE DATABASE ${quoteIdentifier(physical)}`);
      await giveDatabaseToMaster(session, cluster, physical);
    } finally {
      await session.release();
    }
  }

  private physicalName(cluster: ClusterInfo, database: string): string {
    if (database === MAINTENANCE_DATABASE) return database;
    return this.options.physicalName?.(cluster, database) ?? database;
  }

  private async connect(
    physicalName: string | undefined,
    database: string,
    options: AcquireOptions,
  ): Promise<PostgresSession> {
    const pool = this.pool(physicalName);
    const client = await withinWait(pool.connect(), options).catch((error: unknown) => {
      throw hasSqlState(error, '3D000') ? databaseMissing(database) : connectionError(error);
    });
    return PostgresSession.open(client, () => this.pool(undefined));
  }

  private pool(physicalName: string | undefined): Pool {
    const key = physicalName ?? '';
    const known = this.pools.get(key);
    if (known) return known;
    const pool = new Pool({
      connectionString: connectionUrl(this.options.url, physicalName),
      max: this.options.maximumConnections ?? DEFAULT_CONNECTIONS,
      allowExitOnIdle: true,
    });
    // A connection that breaks while idle is the pool's to replace; unheard, the event would end the process.
    pool.on('error', () => undefined);
    this.pools.set(key, pool);
    return pool;
  }
}

class PostgresSession implements Session {
  readonly interruptible = true;
  private lost = false;
  private released = false;

  private constructor(
    private readonly client: PoolClient,
    readonly backendId: number,
    readonly superuser: string,
    private readonly administration: () => Pool,
  ) {
    client.on('error', this.onLost);
  }

  static async open(client: PoolClient, administration: () => Pool): Promise<PostgresSession> {
    const asked = await client.query<{ pid: number; role: string }>(
      'SELECT pg_backend_pid() AS pid, session_user AS role',
    );
    const row = asked.rows[0];
    return new PostgresSession(client, row?.pid ?? 0, row?.role ?? '', administration);
  }

  run(statement: Statement): Promise<StatementResult> {
    if (this.lost) return Promise.reject(new ConnectionLostError('the connection is lost'));
    return new Promise((resolve, reject) => {
      this.client.query(
        new PostgresQuery(statement, resolve, (error) => {
          if (!(error instanceof DatabaseError) || error.severity === 'FATAL') this.lost = true;
          reject(error instanceof DatabaseError ? error : connectionError(error));
        }),
      );
    });
  }

  async cancel(): Promise<void> {
    await this.administration().query('SELECT pg_cancel_backend($1)', [this.backendId]);
  }

  async release(): Promise<void> {
    if (this.released) return;
    this.released = true;
    try {
      await command(this, 'ROLLBACK');
      await command(this, 'DISCARD ALL');
    } catch {
      this.lost = true;
    }
    this.client.removeListener('error', this.onLost);
    this.client.release(this.lost);
  }

  private readonly onLost = (): void => {
    this.lost = true;
  };
}

/** The URL for another database of the server, with the session's settings added to options of its own. */
function connectionUrl(url: string, database: string | undefined): string {
  const changed = new URL(url);
  if (database !== undefined) changed.pathname = `/${encodeURIComponent(database)}`;
  const settings = SESSION_SETTINGS.map((setting) => `-c ${setting}`).join(' ');
  const own = changed.searchParams.get('options');
  changed.searchParams.set('options', own === null ? settings : `${own} ${settings}`);
  return changed.toString();
}

/** The pool's own queue is in order of asking; what comes too late goes straight back to it. */
function withinWait(connecting: Promise<PoolClient>, options: AcquireOptions): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    let late = false;
    const done = endOfWait(options, (why) => {
      done();
      late = true;
      reject(new ConnectionWaitError(why));
    });
    connecting.then(
      (client) => {
        done();
        if (late) client.release();
        else resolve(client);
      },
      (error: unknown) => {
        done();
        reject(error);
      },
    );
  });
}

function hasSqlState(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

function connectionError(error: unknown): Error {
  if (error instanceof ConnectionWaitError) return error;
  return new ConnectionLostError(error instanceof Error ? error.message : String(error));
}
