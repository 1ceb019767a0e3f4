import type { Row, StatementRunner } from '../../../functions/adapters/data-api';
import type { DataApiTransactions } from '../../../functions/adapters/data-api-transactions';
import { DatabaseError } from '../../../functions/adapters/database-error';
import { AuroraLedger } from '../../../functions/adapters/ledger';
import type { Migration } from '../../../functions/migrate-database/migrations';
import { migrate } from '../../../functions/migrate-database/migrator';
import { UnavailableError } from '../../../functions/shared/errors';

/** Work in the database into which somebody else comes: no real one does so at the moment that is wanted. */

/** Runs each piece of work with the runner, without a transaction around it. */
function transactionsOf(runner: StatementRunner): DataApiTransactions {
  return { run: (work: (one: StatementRunner) => unknown) => work(runner) } as unknown as DataApiTransactions;
}

const failing = (error: unknown): DataApiTransactions =>
  ({ run: () => Promise.reject(error) }) as unknown as DataApiTransactions;

describe('AuroraLedger', () => {
  const post = (error: unknown) => new AuroraLedger(failing(error)).post('d', () => ({}) as never);

  test('GIVEN a statement that was cancelled THEN the database is unavailable for now, with the cause', async () => {
    const cancelled = new DatabaseError('canceling statement due to statement timeout', '57014');
    await expect(post(cancelled)).rejects.toMatchObject({ name: 'UnavailableError', cause: cancelled });
    await expect(post(cancelled)).rejects.toBeInstanceOf(UnavailableError);
  });

  test.each([
    ['another error of the database', new DatabaseError('permission denied', '42501')],
    ['an error of another kind', new Error('boom')],
  ])('GIVEN %s THEN it is thrown as it is', async (_, error) => {
    await expect(post(error)).rejects.toBe(error);
  });
});

describe('migrate', () => {
  const MIGRATION: Migration = {
    version: 1,
    name: '0001-first',
    checksum: 'c',
    sql: 'create table only_once ();',
  };

  test('GIVEN another one who applied it while this one waited for the lock THEN it is not applied again', async () => {
    const asked: string[] = [];
    let reads = 0;
    const runner: StatementRunner = {
      run: async ({ sql }) => {
        asked.push(sql);
        if (!/^select version/.test(sql)) return [];
        reads += 1;
        // Not there when it is first looked for, there under the lock.
        const { version, name, checksum } = MIGRATION;
        return reads === 1 ? [] : [{ version, name, checksum } as Row];
      },
    };
    const migrated = await migrate({
      statements: runner,
      transactions: transactionsOf(runner),
      migrations: [MIGRATION],
      bookkeeping: 'select 1;',
    });
    expect(migrated).toEqual({ applied: [], current: '0001-first' });
    expect(reads).toBe(2);
    expect(asked.join('\n')).not.toContain('only_once');
  });

  test('GIVEN no migration at all THEN it says so', async () => {
    const runner: StatementRunner = { run: async () => [] };
    const props = {
      statements: runner,
      transactions: transactionsOf(runner),
      migrations: [],
      bookkeeping: '',
    };
    await expect(migrate(props)).resolves.toEqual({ applied: [], current: 'none' });
  });
});
