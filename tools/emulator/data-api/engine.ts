import type { Clock } from './clock';
import type { ClusterInfo } from './cluster';

/** A value bound to `$n`: the type that the Data API gives it (0: PostgreSQL decides) and its text form. */
export interface BoundParameter {
  readonly typeOid: number;
  readonly value: string | null;
}

/** One statement with positional parameters, to be sent through the extended query protocol. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly BoundParameter[];
}

/** A column as PostgreSQL's RowDescription describes it. */
export interface ColumnDescription {
  readonly name: string;
  /** 0 when the column is not a table's. */
  readonly tableOid: number;
  readonly columnNumber: number;
  readonly typeOid: number;
  readonly typeModifier: number;
}

export type TextRow = readonly (string | null)[];

export interface StatementResult {
  /** Undefined when the statement returns no rows by its nature (DDL, DML without RETURNING). */
  readonly columns: readonly ColumnDescription[] | undefined;
  /** Values in PostgreSQL's text form: the same from every engine. */
  readonly rows: readonly TextRow[];
  /** PostgreSQL's command tag, such as `INSERT 0 1`; empty for an empty statement. */
  readonly tag: string;
  /** Bytes of all values that the database sent, kept or not. */
  readonly resultBytes: number;
  /** Bytes of the largest row. */
  readonly largestRowBytes: number;
}

/** An error that PostgreSQL reported. */
export class DatabaseError extends Error {
  readonly severity: string;
  readonly sqlState: string;
  readonly hint: string | undefined;
  readonly position: string | undefined;

  constructor(fields: {
    message: string;
    sqlState: string;
    severity?: string | undefined;
    hint?: string | undefined;
    position?: string | undefined;
  }) {
    super(fields.message);
    this.name = 'DatabaseError';
    this.severity = fields.severity ?? 'ERROR';
    this.sqlState = fields.sqlState;
    this.hint = fields.hint;
    this.position = fields.position;
  }
}

/** No connection became free in time. */
export class ConnectionWaitError extends Error {}

/** The connection to the server broke, or none could be made. */
export class ConnectionLostError extends Error {}

/**
 * A connection in the hands of one call, or of one transaction: it starts as the engine's superuser, outside any
 * transaction, with the settings of a new connection.
 */
export interface Session {
  /** Process id of the server's backend: what the Data API calls the database connection id. */
  readonly backendId: number;
  /** The role that the session has after `release` and at the start. */
  readonly superuser: string;
  /** Whether `cancel` can stop a statement that runs. */
  readonly interruptible: boolean;
  /** @throws DatabaseError what PostgreSQL reported; ConnectionLostError */
  run(statement: Statement): Promise<StatementResult>;
  /** Stops the statement that runs (57014), where the engine can. */
  cancel(): Promise<void>;
  /** Gives the connection back: rolls back what is open, discards all of the session's state. Never throws. */
  release(): Promise<void>;
}

export interface AcquireOptions {
  readonly clock: Clock;
  /** How long to wait for a connection before `ConnectionWaitError`. */
  readonly waitMilliseconds: number;
  /** Aborted when nobody waits for it any more. @default somebody always does */
  readonly gone?: AbortSignal | undefined;
}

/**
 * Calls back once when a wait for a connection is over without one.
 *
 * @returns ends the watch, without a call
 */
export function endOfWait(
  { clock, waitMilliseconds, gone }: AcquireOptions,
  over: (why: string) => void,
): () => void {
  const leave = (): void => over('nobody waits for the connection any more');
  const cancelTimer = clock.schedule(waitMilliseconds, () => over('no connection was free in time'));
  gone?.addEventListener('abort', leave, { once: true });
  return () => {
    cancelTimer();
    gone?.removeEventListener('abort', leave);
  };
}

/** PostgreSQL, however it is run. */
export interface DatabaseEngine {
  readonly kind: 'pglite' | 'postgres';
  /**
   * A session on `database` of the cluster; the cluster's roles and first database are made at its first use.
   * @throws DatabaseError 3D000 when there is no such database; ConnectionWaitError; ConnectionLostError
   */
  acquire(cluster: ClusterInfo, database: string, options: AcquireOptions): Promise<Session>;
  close(): Promise<void>;
}

/** Runs SQL text of the emulator's own, without parameters. */
export function command(session: Session, text: string): Promise<StatementResult> {
  return session.run({ text, parameters: [] });
}

export function databaseMissing(database: string): DatabaseError {
  return new DatabaseError({ message: `database "${database}" does not exist`, sqlState: '3D000' });
}
