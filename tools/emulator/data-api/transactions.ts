import { randomBytes } from 'node:crypto';
import type { Clock } from './clock';
import { ConnectionLostError, command, type Session } from './engine';
import { badRequest, DataApiError, type TransactionCause, transactionNotFound } from './errors';
import type { Limits } from './limits';
import type { Run } from './statement-runner';

/** Who began a transaction: a later call must come with the same cluster and secret. */
export interface TransactionOwner {
  readonly clusterArn: string;
  readonly secretArn: string;
  readonly database: string;
}

interface Transaction {
  readonly id: string;
  readonly owner: TransactionOwner;
  readonly session: Session;
  readonly endsAt: number;
  idleEndsAt: number;
  busy: boolean;
  /** The end of the statement that runs, if one does; never fails. */
  running: Promise<void> | undefined;
  cancelTimer: () => void;
}

/** What a later call names the transaction by. */
export interface TransactionReference {
  readonly transactionId: string;
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database?: string;
}

/** Bytes of an id; the base64 of it is as long as the service's (the model allows 192 characters). */
const ID_BYTES = 138;

/** How many ended transactions are remembered with the cause of their end. */
const REMEMBERED = 1000;

/**
 * The open transactions, each with a session of its own. One ends by commit, rollback, after three minutes without a
 * call, or after 24 hours; time during which a statement runs is no idle time. After an SQL error PostgreSQL's own state
 * remains (25P02 until a rollback, or to a savepoint), as on Serverless v2.
 */
export class Transactions {
  private readonly open = new Map<string, Transaction>();
  private readonly ended = new Map<string, TransactionCause>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: Limits,
  ) {}

  get count(): number {
    return this.open.size;
  }

  async begin(session: Session, owner: TransactionOwner): Promise<string> {
    await command(session, 'BEGIN');
    const now = this.clock.now();
    const transaction: Transaction = {
      id: randomBytes(ID_BYTES).toString('base64'),
      owner,
      session,
      endsAt: now + this.limits.transactionLifetimeMilliseconds,
      idleEndsAt: now + this.limits.transactionIdleMilliseconds,
      busy: false,
      running: undefined,
      cancelTimer: () => undefined,
    };
    this.open.set(transaction.id, transaction);
    this.watch(transaction);
    return transaction.id;
  }

  /**
   * Runs something on the transaction's session.
   * @throws DataApiError TransactionNotFoundException; DatabaseErrorException when another call of it still runs;
   *   BadRequestException for another database (its wording is not verified)
   */
  use<Result>(reference: TransactionReference, start: (session: Session) => Run<Result>): Promise<Result> {
    const transaction = this.find(reference);
    this.occupy(transaction);
    const run = start(transaction.session);
    transaction.running = run.finished.then(() => this.free(transaction));
    run.answer.catch((error: unknown) => {
      if (error instanceof ConnectionLostError) this.end(transaction, 'aborted');
    });
    return run.answer;
  }

  /**
   * Commits. A transaction that an error aborted cannot be: PostgreSQL rolls it back, and the caller must hear of it.
   * (The cause is documented; that the service answers a commit with it is not verified.)
   */
  async commit(reference: TransactionReference): Promise<void> {
    const transaction = this.find(reference);
    this.occupy(transaction);
    try {
      const result = await command(transaction.session, 'COMMIT');
      const aborted = result.tag === 'ROLLBACK';
      await this.end(transaction, aborted ? 'aborted' : 'ended');
      if (aborted) throw transactionNotFound(transaction.id, 'aborted');
    } catch (error) {
      if (this.open.has(transaction.id)) await this.end(transaction, 'aborted');
      throw error;
    }
  }

  async rollback(reference: TransactionReference): Promise<void> {
    const transaction = this.find(reference);
    this.occupy(transaction);
    await this.end(transaction, 'ended');
  }

  /** Ends every transaction of the cluster, or of all: what a failover or a pause does to them. */
  async endAll(clusterArn: string | undefined): Promise<void> {
    const affected = [...this.open.values()].filter(
      ({ owner }) => clusterArn === undefined || owner.clusterArn === clusterArn,
    );
    await Promise.all(affected.map((transaction) => this.end(transaction, 'aborted')));
  }

  private find({ transactionId, resourceArn, secretArn, database }: TransactionReference): Transaction {
    const transaction = this.open.get(transactionId);
    if (!transaction) throw transactionNotFound(transactionId, this.ended.get(transactionId) ?? 'expired');
    const { owner } = transaction;
    if (owner.clusterArn !== resourceArn || owner.secretArn !== secretArn) {
      throw transactionNotFound(transactionId, 'expired');
    }
    if (database !== undefined && database !== owner.database) {
      throw badRequest('Database name is not the same as the database of the transaction');
    }
    return transaction;
  }

  private occupy(transaction: Transaction): void {
    if (transaction.busy) {
      throw new DataApiError('DatabaseErrorException', 'Transaction is still running a query');
    }
    transaction.busy = true;
    transaction.cancelTimer();
  }

  private free(transaction: Transaction): void {
    transaction.busy = false;
    transaction.running = undefined;
    transaction.idleEndsAt = this.clock.now() + this.limits.transactionIdleMilliseconds;
    if (this.open.has(transaction.id)) this.watch(transaction);
  }

  private watch(transaction: Transaction): void {
    const end = Math.min(transaction.idleEndsAt, transaction.endsAt);
    transaction.cancelTimer = this.clock.schedule(end - this.clock.now(), () => {
      this.end(transaction, 'expired');
    });
  }

  /** A statement that still runs is stopped where the engine can, and ends before its session is given back. */
  private async end(transaction: Transaction, cause: TransactionCause): Promise<void> {
    if (!this.open.delete(transaction.id)) return;
    transaction.cancelTimer();
    this.remember(transaction.id, cause);
    if (transaction.running) await transaction.session.cancel().catch(() => undefined);
    await transaction.running;
    await transaction.session.release();
  }

  private remember(id: string, cause: TransactionCause): void {
    this.ended.set(id, cause);
    const [oldest] = this.ended.keys();
    if (this.ended.size > REMEMBERED && oldest !== undefined) this.ended.delete(oldest);
  }
}
