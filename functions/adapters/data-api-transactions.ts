import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  RollbackTransactionCommand,
} from '@aws-sdk/client-rds-data';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import {
  type DatabaseTarget,
  databaseRetries,
  executeStatement,
  rdsDataClient,
  type StatementRunner,
} from './data-api';
import { asDatabaseError } from './database-error';

/** A rollback gets this long: the Data API rolls back by itself what is idle for three minutes. */
const ROLLBACK_MILLIS = 750;

/**
 * Transactions over the RDS Data API. Apart from `data-api.ts`, so that a function that only reads holds no code for
 * what it is not granted.
 */
export class DataApiTransactions {
  constructor(
    private readonly target: DatabaseTarget,
    private readonly deadline: Deadline,
  ) {}

  /**
   * Runs the work in one transaction: all of it takes effect, or nothing.
   *
   * After a transient fault the work starts again in a new transaction. That includes a commit whose answer was lost,
   * which may have taken effect: the work must come to the same end when it finds its own result.
   *
   * @throws UnavailableError when the time runs out
   * @throws DatabaseError when the database refuses a statement; the transaction is rolled back then
   */
  run<T>(work: (transaction: StatementRunner) => Promise<T>): Promise<T> {
    return retry((signal) => this.attempt(work, signal), databaseRetries(this.deadline));
  }

  private async attempt<T>(
    work: (transaction: StatementRunner) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const transactionId = await this.begin(signal);
    try {
      const result = await work({
        run: (statement) => executeStatement(this.target, statement, signal, transactionId),
      });
      await rdsDataClient.send(
        new CommitTransactionCommand({
          resourceArn: this.target.clusterArn,
          secretArn: this.target.secretArn,
          transactionId,
        }),
        { abortSignal: signal },
      );
      return result;
    } catch (error) {
      await this.rollback(transactionId);
      // Deferred constraints speak at the commit.
      throw asDatabaseError(error);
    }
  }

  private async begin(abortSignal: AbortSignal): Promise<string> {
    const command = new BeginTransactionCommand({
      resourceArn: this.target.clusterArn,
      secretArn: this.target.secretArn,
      database: this.target.databaseName,
    });
    const { transactionId } = await rdsDataClient.send(command, { abortSignal }).catch((error: unknown) => {
      // This is where the database refuses the login.
      throw asDatabaseError(error);
    });
    if (!transactionId) throw new Error('the Data API began a transaction without an id');
    return transactionId;
  }

  /** Frees the locks early. That it fails hides nothing: the error that led here is the one that counts. */
  private async rollback(transactionId: string): Promise<void> {
    try {
      await rdsDataClient.send(
        new RollbackTransactionCommand({
          resourceArn: this.target.clusterArn,
          secretArn: this.target.secretArn,
          transactionId,
        }),
        { abortSignal: AbortSignal.timeout(ROLLBACK_MILLIS) },
      );
    } catch {
      // Already ended, or out of reach: the Data API ends it when it has been idle.
    }
  }
}
