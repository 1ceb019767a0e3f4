import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import type { Deadline } from '../shared/deadline';
import { type RetryOptions, retry } from '../shared/retry';
import { CLIENT_DEFAULTS } from './client-defaults';
import { asDatabaseError, DatabaseError, isTransientState } from './database-error';
import type { Parameter } from './sql-parameters';
import { isTransient } from './transient';

/** The database that a function uses, and the secret of the user as whom it does. */
export interface DatabaseTarget {
  readonly clusterArn: string;
  readonly secretArn: string;
  readonly databaseName: string;
}

/** One statement: the Data API takes no more at a time. */
export interface SqlStatement {
  readonly sql: string;
  readonly parameters?: readonly Parameter[];
}

/** A row, by column name. What it holds is checked by whoever knows the statement. */
export type Row = Readonly<Record<string, unknown>>;

/** Runs statements: each on its own, or all in one transaction. */
export interface StatementRunner {
  /** The rows of a `select` or of a `returning` clause; none for other statements. */
  run(statement: SqlStatement): Promise<readonly Row[]>;
}

/** The one client of the process. */
export const rdsDataClient = new RDSDataClient(CLIENT_DEFAULTS);

/**
 * Statements over the RDS Data API (HTTPS: no connection pool, no port 5432), each committed on its own.
 *
 * A statement is tried again after every transient fault, also where nobody knows whether it took effect: use it for
 * statements that may run twice. A paused cluster answers `DatabaseResumingException` for about 15 seconds, which is
 * waited for as long as the deadline allows.
 */
export class DataApi implements StatementRunner {
  constructor(
    private readonly target: DatabaseTarget,
    private readonly deadline: Deadline,
  ) {}

  run(statement: SqlStatement): Promise<readonly Row[]> {
    return retry(
      (signal) => executeStatement(this.target, statement, signal),
      databaseRetries(this.deadline),
    );
  }
}

/**
 * One call, without retries.
 *
 * @throws DatabaseError when the database refused the statement
 */
export async function executeStatement(
  target: DatabaseTarget,
  statement: SqlStatement,
  abortSignal: AbortSignal,
  transactionId?: string,
): Promise<readonly Row[]> {
  const command = new ExecuteStatementCommand({
    resourceArn: target.clusterArn,
    secretArn: target.secretArn,
    database: target.databaseName,
    sql: statement.sql,
    formatRecordsAs: 'JSON',
    ...(statement.parameters && { parameters: [...statement.parameters] }),
    ...(transactionId !== undefined && { transactionId }),
  });
  try {
    const { formattedRecords } = await rdsDataClient.send(command, { abortSignal });
    return formattedRecords ? (JSON.parse(formattedRecords) as Row[]) : [];
  } catch (error) {
    throw asDatabaseError(error);
  }
}

/** How calls of the database are retried within a deadline. */
export function databaseRetries(deadline: Deadline): RetryOptions {
  return {
    deadline,
    dependency: 'the database',
    isTransient: isTransientDatabaseFault,
    baseDelayMillis: 100,
    maxDelayMillis: 1500,
    retryAfterSeconds: 15,
  };
}

/** The Data API's own words for: not now. */
const DATA_API_TRANSIENT: ReadonlySet<string> = new Set([
  'DatabaseResumingException',
  'DatabaseUnavailableException',
  'StatementTimeoutException',
  // The secret could not be read or did not fit, which a rotation mends within seconds.
  'SecretsErrorException',
  'InvalidSecretException',
  // The transaction expired or its connection broke: nothing of it took effect.
  'TransactionNotFoundException',
]);

function isTransientDatabaseFault(error: unknown): boolean {
  if (error instanceof DatabaseError) return isTransientState(error.sqlState);
  return isTransient(error) || (error instanceof Error && DATA_API_TRANSIENT.has(error.name));
}
