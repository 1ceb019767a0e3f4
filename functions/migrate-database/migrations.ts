import { createHash } from 'node:crypto';
import deposits from './migrations/0001-deposits.sql';
import applicationUser from './migrations/0002-application-user.sql';
import ledger from './migrations/0003-ledger.sql';
import clearing from './migrations/0004-clearing.sql';
import bookkeepingSql from './migrations/bookkeeping.sql';

/** A change of the database, made once and never edited afterwards. */
export interface Migration {
  readonly version: number;
  /** The file's name, without its ending. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text, whatever the line endings of the checkout. */
  readonly checksum: string;
}

export function migration(name: string, sql: string): Migration {
  const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
  return { version: Number(name.slice(0, 4)), name, sql, checksum };
}

/** In the order in which they are applied. A test holds this list against the files. */
export const MIGRATIONS: readonly Migration[] = [
  migration('0001-deposits', deposits),
  migration('0002-application-user', applicationUser),
  migration('0003-ledger', ledger),
  migration('0004-clearing', clearing),
];

/** What must be there for the migrations to be counted. */
export const BOOKKEEPING = bookkeepingSql;
