import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { mockClient } from 'aws-sdk-client-mock';
import { DataApi } from '../../../functions/adapters/data-api';
import { DataApiTransactions } from '../../../functions/adapters/data-api-transactions';
import { DatabaseUser } from '../../../functions/adapters/database-user';
import { LedgerDepositReader } from '../../../functions/adapters/deposit-reader';
import { LedgerDepositStore } from '../../../functions/adapters/deposit-repository';
import { uuid } from '../../../functions/adapters/sql-parameters';
import type { Deposit } from '../../../functions/deposits/deposit';
import { depositReceived } from '../../../functions/deposits/events/deposit-received';
import type { Migration } from '../../../functions/migrate-database/migrations';
import { MigrationRefusedError, migrate } from '../../../functions/migrate-database/migrator';
import { splitStatements } from '../../../functions/migrate-database/split-statements';
import { APPLICATION_USER } from '../../../functions/shared/application-user';
import { Deadline } from '../../../functions/shared/deadline';
import { uuidV7 } from '../../../functions/shared/uuid-v7';
import { Postgres } from '../support/postgres';
import { PostgresDataApi } from '../support/postgres-data-api';
import { loadMigrations } from '../support/sql-files';

/** The SQL of the functions on a real PostgreSQL: migrations, rights, and the statements of the adapters. */
const rdsData = mockClient(RDSDataClient);
const { BOOKKEEPING, MIGRATIONS, migration } = loadMigrations();
const DIRECTORY = join(__dirname, '../../../functions/migrate-database/migrations');
const target = (secretArn: string) => ({ clusterArn: 'cluster', secretArn, databaseName: 'deposits' });
const statements = (secretArn = 'master') => new DataApi(target(secretArn), Deadline.after(5000));
const transactions = (secretArn = 'master') =>
  new DataApiTransactions(target(secretArn), Deadline.after(5000));
const migrateTo = (migrations: readonly Migration[]) =>
  migrate({ statements: statements(), transactions: transactions(), migrations, bookkeeping: BOOKKEEPING });

/** A name for a migration that is not there yet. */
const next = (after: number, name: string) => `${String(MIGRATIONS.length + after).padStart(4, '0')}-${name}`;

let database: Postgres;
beforeAll(async () => {
  database = Postgres.start();
  await database.query('select 1');
  const dataApi = new PostgresDataApi(database, rdsData);
  dataApi.roles.set('application', APPLICATION_USER);
});
afterAll(() => database.stop());

describe('the migrations', () => {
  test('are the files on disk, numbered without a gap', () => {
    const files = readdirSync(DIRECTORY).filter((file) => file !== 'bookkeeping.sql');
    expect(files).toEqual(MIGRATIONS.map(({ name }) => `${name}.sql`));
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
    for (const { name, sql } of MIGRATIONS) {
      expect(readFileSync(join(DIRECTORY, `${name}.sql`), 'utf8')).toBe(sql);
    }
  });

  test('hold no colon, which the Data API could take for a parameter', () => {
    const all = [BOOKKEEPING, ...MIGRATIONS.map(({ sql }) => sql)].flatMap(splitStatements);
    expect(all.filter((statement) => statement.includes(':'))).toEqual([]);
  });

  test('GIVEN an empty database THEN all are applied, and a second time none', async () => {
    const names = MIGRATIONS.map(({ name }) => name);
    await expect(migrateTo(MIGRATIONS)).resolves.toEqual({ applied: names, current: names.at(-1) });
    await expect(migrateTo(MIGRATIONS)).resolves.toEqual({ applied: [], current: names.at(-1) });
  });

  test('THEN every statement can run twice', async () => {
    for (const sql of MIGRATIONS.flatMap((each) => splitStatements(each.sql))) {
      await expect(statements().run({ sql })).resolves.toBeDefined();
    }
  });

  test('GIVEN an applied migration that was edited THEN it is refused by name', async () => {
    const edited = MIGRATIONS.map((each) =>
      each.version === 1 ? migration(each.name, `${each.sql}\nselect 1;`) : each,
    );
    await expect(migrateTo(edited)).rejects.toBeInstanceOf(MigrationRefusedError);
    await expect(migrateTo(edited)).rejects.toThrow(/0001-deposits was changed after it was applied/);
  });

  test('GIVEN only its line endings changed THEN it is the same', async () => {
    const windows = MIGRATIONS.map((each) => migration(each.name, each.sql.replaceAll('\n', '\r\n')));
    await expect(migrateTo(windows)).resolves.toMatchObject({ applied: [] });
  });

  test('GIVEN a database that is newer THEN it is refused', async () => {
    await expect(migrateTo(MIGRATIONS.slice(0, 1))).rejects.toThrow(
      new RegExp(`${MIGRATIONS[1]?.name} is in the database`),
    );
  });

  test('GIVEN a migration that fails THEN nothing of it stays, and those before it do', async () => {
    const good = migration(next(1, 'good'), 'create table deposits.good (id integer)');
    const bad = migration(next(2, 'bad'), 'create table deposits.bad (id integer); select 1 / 0');
    await expect(migrateTo([...MIGRATIONS, good, bad])).rejects.toMatchObject({ sqlState: '22012' });
    const [found] = await statements().run({
      sql: `select to_regclass('deposits.good') is not null as good, to_regclass('deposits.bad') is not null as bad`,
    });
    expect(found).toEqual({ good: true, bad: false });
    await expect(migrateTo([...MIGRATIONS, good])).resolves.toEqual({
      applied: [],
      current: next(1, 'good'),
    });
  });

  test('GIVEN a new migration below an applied one THEN it is refused', async () => {
    const good = migration(next(1, 'good'), 'create table deposits.good (id integer)');
    const newest = migration(next(3, 'newest'), 'select 1');
    await migrateTo([...MIGRATIONS, good, newest]);
    const late = migration(next(2, 'late'), 'select 1');
    await expect(migrateTo([...MIGRATIONS, good, late, newest])).rejects.toThrow(
      new RegExp(`${late.name} is missing .* higher number`),
    );
  });
});

describe('the application user', () => {
  const user = () => new DatabaseUser(statements(), transactions());

  test('may log in, and has no password before it is set', async () => {
    await expect(user().canLogIn(APPLICATION_USER)).resolves.toBe(true);
    await expect(user().canLogIn('nobody')).resolves.toBe(false);
    await expect(user().secretVersion(APPLICATION_USER)).resolves.toBeUndefined();
  });

  test('GIVEN a password THEN the server holds its verifier, and the version it came from', async () => {
    for (const version of ['v1', 'v2']) {
      await user().setPassword(APPLICATION_USER, `password-of-${version}`, version);
      await expect(user().secretVersion(APPLICATION_USER)).resolves.toBe(version);
    }
    const rows = await database.query('select rolpassword from pg_authid where rolname = $1', [
      APPLICATION_USER,
    ]);
    expect(rows).toEqual([{ rolpassword: expect.stringMatching(/^SCRAM-SHA-256\$4096:/) }]);
  });

  test('GIVEN a role that does not exist THEN nothing is recorded', async () => {
    await expect(user().setPassword('nobody', 'password', 'v1')).rejects.toMatchObject({ sqlState: '42704' });
    await expect(user().secretVersion('nobody')).resolves.toBeUndefined();
  });

  test('GIVEN a name that tries to be SQL THEN it is a name', async () => {
    await expect(
      user().setPassword(`x"; drop table deposits.deposit; --`, 'password', 'v1'),
    ).rejects.toMatchObject({
      sqlState: '42704',
    });
  });
});

describe('deposits in the database, as the application user', () => {
  const store = () => new LedgerDepositStore(statements('application'), transactions('application'));
  const reader = () => new LedgerDepositReader(statements('application'));
  const deposit: Deposit = {
    id: uuidV7(),
    status: 'RECEIVED',
    channel: 'box',
    amount: { minorUnits: 999_999_999_999, currency: 'USD' },
    chequeNumber: '001234',
    drawer: { routingNumber: '021000021', accountNumber: '123456789012' },
    depositAccountNumber: '987654321098',
    depositBoxId: 'box-0001',
    submittedBy: `arn:aws:iam::123456789012:user/o'brien:x`,
    receivedAt: new Date('2026-03-29T01:30:00.123Z'),
  };
  const event = depositReceived(deposit, uuidV7());

  test('GIVEN a deposit THEN it is read back exactly, by its submitter only', async () => {
    await expect(store().store(deposit, event)).resolves.toEqual({ alreadyPublished: false });
    await expect(reader().find(deposit.id, deposit.submittedBy)).resolves.toEqual(deposit);
    await expect(reader().find(deposit.id, 'another')).resolves.toBeUndefined();
    await expect(reader().find(uuidV7(), deposit.submittedBy)).resolves.toBeUndefined();
  });

  test('GIVEN it is stored and marked again THEN nothing changes', async () => {
    await store().store({ ...deposit, chequeNumber: '9' }, event);
    const at = new Date('2026-03-29T01:30:01.000Z');
    await store().markPublished(event.metadata.eventId, at);
    await store().markPublished(event.metadata.eventId, new Date());
    await expect(store().store(deposit, event)).resolves.toEqual({ alreadyPublished: true });
    await expect(reader().find(deposit.id, deposit.submittedBy)).resolves.toEqual(deposit);
    const rows = await database.query('select event_type, payload, published_at from deposits.outbox');
    expect(rows).toEqual([{ event_type: 'DepositReceived', payload: event, published_at: at }]);
  });

  test.each([
    ['delete from deposits.deposit'],
    ['delete from deposits.outbox'],
    ['truncate deposits.outbox'],
    [`update deposits.deposit set amount_minor = 1`],
    [`update deposits.outbox set payload = '{}'`],
    ['select * from deposits.schema_migration'],
    ['select * from deposits.credential'],
    ['create table deposits.mine (id integer)'],
    ['drop table deposits.deposit'],
    ['create role friend'],
  ])('GIVEN %s THEN it is denied', async (sql) => {
    await expect(statements('application').run({ sql })).rejects.toMatchObject({ sqlState: '42501' });
  });

  test('GIVEN its status THEN it may be changed', async () => {
    const sql = `update deposits.deposit set status = 'CLEARING', updated_at = now() where id = :id`;
    await statements('application').run({ sql, parameters: [uuid('id', deposit.id)] });
    await expect(reader().find(deposit.id, deposit.submittedBy)).resolves.toMatchObject({
      status: 'CLEARING',
    });
  });

  test.each([
    ['deposit_amount', { amount: { minorUnits: 0, currency: 'USD' } }],
    ['deposit_currency', { amount: { minorUnits: 1, currency: 'usd' } }],
    ['deposit_cheque_number', { chequeNumber: 'x' }],
    ['deposit_status', { status: 'LOST' as never }],
    ['deposit_drawer_routing_number', { drawer: { routingNumber: '1', accountNumber: '1234' } }],
    ['deposit_account_number', { depositAccountNumber: 'x' }],
  ])(
    'GIVEN a row against %s THEN the database refuses it, and stores no event',
    async (constraint, change) => {
      const id = uuidV7();
      const refused = store().store(
        { ...deposit, ...change, id },
        depositReceived({ ...deposit, id }, uuidV7()),
      );
      await expect(refused).rejects.toThrow(new RegExp(`${constraint}.*23514`));
      const rows = await database.query('select 1 from deposits.outbox where deposit_id = $1', [id]);
      expect(rows).toEqual([]);
    },
  );

  test('GIVEN a table that is not as expected THEN the columns are named, not their values', async () => {
    const runner = { run: async () => [{ id: 'x', drawer_account_number: 7_777_777 }] };
    const found = new LedgerDepositReader(runner).find(deposit.id, 'x');
    await expect(found).rejects.toThrow(/drawer_account_number/);
    await expect(found).rejects.not.toThrow(/7777777/);
  });
});
