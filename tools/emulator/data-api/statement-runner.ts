import type { Clock } from './clock';
import { command, DatabaseError, type Session, type Statement, type StatementResult } from './engine';
import { statementTimeout } from './errors';

export interface RunOptions {
  readonly clock: Clock;
  readonly timeoutMilliseconds: number;
  /** Answer the time-out, and let the statement run to its end all the same. */
  readonly continueAfterTimeout: boolean;
}

/** What came of a statement in time, and the promise of its real end, which a time-out may come before. */
export interface Run<Result> {
  readonly answer: Promise<Result>;
  /** Settles, and never fails, when the session is free for something else. */
  readonly finished: Promise<void>;
}

interface Work<Result> {
  execute(): Promise<Result>;
  /** Comes after `execute`: keeps its work, or takes it back because it was too late. */
  conclude(keep: boolean): Promise<void>;
}

/** PostgreSQL's `query_canceled`. */
const QUERY_CANCELED = '57014';

/** Statements that an explicit transaction around them does not change. */
const WRAPPABLE = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'WITH', 'VALUES', 'TABLE']);

/** One statement outside a transaction: committed when it succeeds. */
export function runAlone(
  session: Session,
  statement: Statement,
  firstWord: string | undefined,
  options: RunOptions,
): Run<StatementResult> {
  const execute = (): Promise<StatementResult> => session.run(statement);
  // What cannot be interrupted is committed only when it was in time; the server commits by itself.
  const wrap = !session.interruptible && WRAPPABLE.has(firstWord ?? '');
  return runWithin(session, wrap ? committed(session, execute) : { execute, conclude: nothing }, options);
}

/** One statement of an open transaction. */
export function runInTransaction(
  session: Session,
  statement: Statement,
  options: RunOptions,
): Run<StatementResult> {
  return runWithin(
    session,
    { execute: () => session.run(statement), conclude: (keep) => (keep ? nothing() : abort(session)) },
    options,
  );
}

/** Several executions of one statement: all or none, whether in a transaction of the caller's or not. */
export function runBatch(
  session: Session,
  statements: readonly Statement[],
  inTransaction: boolean,
  options: RunOptions,
): Run<void> {
  const execute = async (): Promise<void> => {
    for (const statement of statements) await session.run(statement);
  };
  const conclude = (keep: boolean): Promise<void> => (keep ? nothing() : abort(session));
  return runWithin(session, inTransaction ? { execute, conclude } : committed(session, execute), options);
}

function committed<Result>(session: Session, execute: () => Promise<Result>): Work<Result> {
  return {
    execute: async () => {
      await command(session, 'BEGIN');
      return execute();
    },
    conclude: async (keep) => {
      await command(session, keep ? 'COMMIT' : 'ROLLBACK');
    },
  };
}

/** Puts an open transaction into the state that PostgreSQL gives it after an error. */
async function abort(session: Session): Promise<void> {
  await command(session, "DO 'BEGIN RAISE ''the statement timed out''; END'").catch(() => undefined);
}

async function nothing(): Promise<void> {
  // The server has concluded already.
}

/**
 * Runs the work within the time that a call has. At the time-out an interruptible engine cancels the statement; with
 * `continueAfterTimeout` it goes on, and only the answer is given up. With an engine that cannot interrupt (PGlite) it
 * goes on in any case, and the time that has passed at its end decides whether its work is kept.
 */
function runWithin<Result>(session: Session, work: Work<Result>, options: RunOptions): Run<Result> {
  const started = options.clock.now();
  const running = (async (): Promise<Result> => {
    const result = await work.execute();
    const elapsed = options.clock.now() - started;
    const late = !session.interruptible && elapsed >= options.timeoutMilliseconds;
    await work.conclude(!late || options.continueAfterTimeout);
    if (late) throw statementTimeout(session.backendId);
    return result;
  })();
  const answer = answerWithin(session, running, options);
  // Whoever only awaits `finished` must not meet an unhandled rejection.
  answer.catch(() => undefined);
  return {
    answer,
    finished: running.then(
      () => undefined,
      () => undefined,
    ),
  };
}

function answerWithin<Result>(
  session: Session,
  running: Promise<Result>,
  options: RunOptions,
): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    let cancelled = false;
    const cancelTimer = options.clock.schedule(options.timeoutMilliseconds, () => {
      if (options.continueAfterTimeout || !session.interruptible) {
        reject(statementTimeout(session.backendId));
      } else {
        cancelled = true;
        session.cancel().catch(() => undefined);
      }
    });
    running.then(
      (result) => {
        cancelTimer();
        resolve(result);
      },
      (error: unknown) => {
        cancelTimer();
        const byTimeout = cancelled && error instanceof DatabaseError && error.sqlState === QUERY_CANCELED;
        reject(byTimeout ? statementTimeout(session.backendId) : error);
      },
    );
  });
}
