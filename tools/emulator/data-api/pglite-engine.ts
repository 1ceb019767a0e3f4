import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ClusterInfo, MAINTENANCE_DATABASE } from './cluster';
import {
  type AcquireOptions,
  command,
  type DatabaseEngine,
  databaseMissing,
  type Session,
  type Statement,
  type StatementResult,
} from './engine';
import { FairLock } from './fair-lock';
import { PgliteThread } from './pglite-thread';
import { giveDatabaseToMaster, provisionRoles } from './provisioning';
import { quoteIdentifier } from './sql-identifiers';

export interface PgliteEngineOptions {
  /** Directory that keeps the clusters' data, one sub-directory each. @default in memory, gone with the process */
  readonly directory?: string;
}

const SUPERUSER = 'postgres';

/** PGlite starts with `public` alone; this is what a server starts with. */
const SEARCH_PATH = 'SET search_path TO "$user", public';

/**
 * Aurora's `shared_buffers` is of no use to one in-process connection: 16 MB saves 120 MB of memory. The time zone is the
 * Data API's.
 */
const SETTINGS = ['shared_buffers=16MB', 'TimeZone=UTC'];

/**
 * PostgreSQL 18 compiled to WebAssembly, in a thread of this process: no installation, about three seconds and some hundred
 * megabytes a cluster. What differs from a server, and why it does not mislead:
 *
 * - **One connection.** Sessions are granted in the order of asking. A statement outside a transaction waits until the
 *   open transaction ends; a function that holds a transaction open and waits for such a statement of its own gets
 *   `StatementTimeoutException` after 45 s, and a forgotten transaction frees the connection when it expires.
 * - **One database a cluster.** `postgres` and the cluster's own name are the same database; another name does not exist,
 *   even after `CREATE DATABASE`. `current_database()` says `postgres`.
 * - **A running statement cannot be cancelled**: its time-out is answered in time, but it holds the connection until it
 *   ends, and its work is undone then.
 */
export class PgliteEngine implements DatabaseEngine {
  readonly kind = 'pglite';
  private readonly clusters = new Map<string, Promise<PgliteCluster>>();

  constructor(private readonly options: PgliteEngineOptions = {}) {}

  async acquire(cluster: ClusterInfo, database: string, options: AcquireOptions): Promise<Session> {
    if (database !== MAINTENANCE_DATABASE && database !== cluster.databaseName)
      throw databaseMissing(database);
    const known = this.clusters.get(cluster.arn);
    const starting = known ?? this.start(cluster);
    if (!known) {
      this.clusters.set(cluster.arn, starting);
      starting.catch(() => this.clusters.delete(cluster.arn));
    }
    return (await starting).session(options);
  }

  async close(): Promise<void> {
    const started = [...this.clusters.values()];
    this.clusters.clear();
    for (const cluster of await Promise.allSettled(started)) {
      if (cluster.status === 'fulfilled') await cluster.value.close();
    }
  }

  private async start(cluster: ClusterInfo): Promise<PgliteCluster> {
    const thread = await PgliteThread.start({ ...this.dataDirectory(cluster), postgresqlconf: SETTINGS });
    const session = new PgliteSession(thread, () => undefined);
    await provisionRoles(session, cluster);
    await giveDatabaseToMaster(session, cluster, MAINTENANCE_DATABASE);
    await command(session, SEARCH_PATH);
    return new PgliteCluster(thread);
  }

  private dataDirectory(cluster: ClusterInfo): { dataDir?: string } {
    if (this.options.directory === undefined) return {};
    if (!existsSync(this.options.directory)) mkdirSync(this.options.directory, { recursive: true });
    return { dataDir: join(this.options.directory, encodeURIComponent(cluster.clusterIdentifier)) };
  }
}

class PgliteCluster {
  private readonly lock = new FairLock();

  constructor(private readonly thread: PgliteThread) {}

  async session(options: AcquireOptions): Promise<Session> {
    const release = await this.lock.acquire(options);
    return new PgliteSession(this.thread, release);
  }

  close(): Promise<void> {
    return this.thread.close();
  }
}

class PgliteSession implements Session {
  /** PGlite has one backend, and calls it 42. */
  readonly backendId = 42;
  readonly superuser = SUPERUSER;
  readonly interruptible = false;
  private released = false;

  constructor(
    private readonly thread: PgliteThread,
    private readonly free: () => void,
  ) {}

  run(statement: Statement): Promise<StatementResult> {
    return this.thread.run(statement);
  }

  async cancel(): Promise<void> {
    // A WebAssembly call runs to its end: there is nobody to interrupt it.
  }

  async release(): Promise<void> {
    if (this.released) return;
    this.released = true;
    try {
      await command(this, 'ROLLBACK');
      await command(this, 'DISCARD ALL');
      // PGlite's RESET SESSION AUTHORIZATION keeps the role that was set; naming the superuser is what ends it.
      await command(this, `SET SESSION AUTHORIZATION ${quoteIdentifier(SUPERUSER)}`);
      await command(this, SEARCH_PATH);
    } catch {
      // The thread has ended: every later call on it says so.
    } finally {
      this.free();
    }
  }
}
