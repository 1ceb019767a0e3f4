import type { StatementRunner } from '../adapters/data-api';
import type { DataApiTransactions } from '../adapters/data-api-transactions';
import { integer, text } from '../adapters/sql-parameters';
import type { Migration } from './migrations';
import { splitStatements } from './split-statements';

/** The migrations in the database and those of this version do not fit: a person has to look. */
export class MigrationRefusedError extends Error {
  override readonly name = 'MigrationRefusedError';
}

export interface Migrated {
  /** The names of what was applied now. */
  readonly applied: readonly string[];
  /** The name of the newest migration in the database. */
  readonly current: string;
}

export interface MigratorProps {
  readonly statements: StatementRunner;
  readonly transactions: DataApiTransactions;
  readonly migrations: readonly Migration[];
  /** A script that may run any number of times. */
  readonly bookkeeping: string;
}

/**
 * One migration at a time, whoever else starts one. The number is arbitrary and never changes. In a block, because the
 * Data API has no type for the lock function's empty result.
 */
const LOCK = [
  `set local lock_timeout = '10s'`,
  'do $$ begin perform pg_catalog.pg_advisory_xact_lock(4711202506); end $$',
];

const SELECT_APPLIED = 'select version, name, checksum from deposits.schema_migration order by version';

const INSERT_APPLIED = `
  insert into deposits.schema_migration (version, name, checksum) values (:version, :name, :checksum)`;

interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

/**
 * Brings the database to this version: every migration that it lacks, in order, each in a transaction of its own under
 * one lock. To run it again changes nothing.
 *
 * @throws MigrationRefusedError when an applied migration was edited afterwards, is not known here, or would have to
 * be applied after a newer one
 */
export async function migrate(props: MigratorProps): Promise<Migrated> {
  const { statements, transactions, migrations, bookkeeping } = props;
  await transactions.run(async (transaction) => {
    await runAll(transaction, [...LOCK, ...splitStatements(bookkeeping)]);
  });
  const found = await readApplied(statements);
  verify(found, migrations);
  const known = new Set(found.map(({ version }) => version));
  const applied: string[] = [];
  for (const migration of migrations) {
    if (known.has(migration.version)) continue;
    const isNew = await transactions.run((transaction) => apply(transaction, migration));
    if (isNew) applied.push(migration.name);
  }
  return { applied, current: migrations.at(-1)?.name ?? 'none' };
}

/** Whether it was applied now, and not by somebody else while this one waited for the lock. */
async function apply(transaction: StatementRunner, migration: Migration): Promise<boolean> {
  await runAll(transaction, LOCK);
  const applied = await readApplied(transaction);
  verify(applied, [migration], { others: 'ignored' });
  if (applied.some(({ version }) => version === migration.version)) return false;
  await runAll(transaction, splitStatements(migration.sql));
  await transaction.run({
    sql: INSERT_APPLIED,
    parameters: [
      integer('version', migration.version),
      text('name', migration.name),
      text('checksum', migration.checksum),
    ],
  });
  return true;
}

async function runAll(runner: StatementRunner, statements: readonly string[]): Promise<void> {
  for (const sql of statements) await runner.run({ sql });
}

async function readApplied(runner: StatementRunner): Promise<readonly Applied[]> {
  const rows = await runner.run({ sql: SELECT_APPLIED });
  return rows.map((row) => ({
    version: Number(row['version']),
    name: String(row['name']),
    checksum: String(row['checksum']),
  }));
}

function verify(
  applied: readonly Applied[],
  migrations: readonly Migration[],
  { others }: { others: 'refused' | 'ignored' } = { others: 'refused' },
): void {
  const problems: string[] = [];
  const newest = Math.max(0, ...applied.map(({ version }) => version));
  for (const { version, name, checksum } of applied) {
    const migration = migrations.find((candidate) => candidate.version === version);
    if (!migration && others === 'refused') {
      problems.push(`${name} is in the database and not in this version: deploy a version that has it`);
    }
    if (migration && (migration.checksum !== checksum || migration.name !== name)) {
      problems.push(`${migration.name} was changed after it was applied: restore it and add a new migration`);
    }
  }
  for (const { version, name } of others === 'refused' ? migrations : []) {
    if (version < newest && !applied.some((found) => found.version === version)) {
      problems.push(`${name} is missing in the database below a newer one: give it a higher number`);
    }
  }
  if (problems.length > 0) throw new MigrationRefusedError(problems.join('; '));
}
