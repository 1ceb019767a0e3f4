import { safeMessage } from '../shared/safe-error';

/**
 * The database refused a statement. The message is the first line of the database's own: the lines after it repeat the
 * row, and with it account numbers.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  constructor(
    message: string,
    /** Five characters, as PostgreSQL's manual lists them. */
    readonly sqlState: string,
  ) {
    super(`${safeMessage(message)} (SQLState ${sqlState})`);
  }
}

/**
 * SQL states after which the same work may succeed: serialization and deadlock, a lost connection, a server that starts
 * or stops, a statement that was cut off, no free connection or lock.
 */
const TRANSIENT_STATES: ReadonlySet<string> = new Set([
  '40001',
  '40P01',
  '53300',
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
]);

/**
 * A login that failed. While the password is being rotated, the Data API may read the old one for some seconds.
 */
const LOGIN_REFUSED = '28P01';

export function isTransientState(sqlState: string): boolean {
  return TRANSIENT_STATES.has(sqlState) || sqlState === LOGIN_REFUSED;
}

/** What the Data API threw, as a DatabaseError where it came from the database. */
export function asDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const sqlState = /SQLState:\s*([0-9A-Z]{5})\b/.exec(error.message)?.[1];
  return sqlState === undefined ? error : new DatabaseError(error.message, sqlState);
}
