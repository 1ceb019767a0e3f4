import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { mockClient } from 'aws-sdk-client-mock';
import { LedgerBatchDeposits } from '../../../functions/adapters/batch-deposits';
import { DataApi } from '../../../functions/adapters/data-api';
import { DataApiTransactions } from '../../../functions/adapters/data-api-transactions';
import { LedgerOutbox } from '../../../functions/adapters/outbox';
import { readBatchFile } from '../../../functions/deposits/batch/batch-file';
import { depositOf, itemOf } from '../../../functions/deposits/batch/batch-item';
import type { BatchDeposit } from '../../../functions/deposits/batch/ports';
import { splitStatements } from '../../../functions/migrate-database/split-statements';
import { APPLICATION_USER } from '../../../functions/shared/application-user';
import { Deadline } from '../../../functions/shared/deadline';
import { announced, bytesOf, cheques, jsonLines, NOW } from '../deposits/batch/support';
import { Postgres } from '../support/postgres';
import { PostgresDataApi } from '../support/postgres-data-api';
import { loadMigrations } from '../support/sql-files';

/** The statements on a real PostgreSQL, as the application user, with the rights that the migrations give it. */
const rdsData = mockClient(RDSDataClient);
const TARGET = { clusterArn: 'cluster', secretArn: 'application', databaseName: 'deposits' };
const statements = () => new DataApi(TARGET, Deadline.after(5000));
const store = () =>
  new LedgerBatchDeposits(statements(), new DataApiTransactions(TARGET, Deadline.after(5000)));

let database: Postgres;
beforeAll(async () => {
  const { BOOKKEEPING, MIGRATIONS } = loadMigrations();
  database = Postgres.start();
  for (const sql of [BOOKKEEPING, ...MIGRATIONS.map((each) => each.sql)].flatMap(splitStatements)) {
    await database.exec(sql);
  }
  new PostgresDataApi(database, rdsData).roles.set('application', APPLICATION_USER);
});
afterAll(() => database.stop());

function deposits(count: number, from: number): BatchDeposit[] {
  const read = readBatchFile(bytesOf(jsonLines(cheques(count, from))));
  if ('failure' in read) throw new Error(read.failure);
  return read.accepted.map((line) =>
    depositOf(itemOf(announced(), NOW, { ...line, line: line.line + from })),
  );
}

test('GIVEN a hundred deposits THEN all are stored with their events, each member as it was given', async () => {
  const items = deposits(100, 1);
  const stored = await store().storeAll(items);
  expect([stored.insertedIds.size, stored.unpublishedEventIds.size]).toEqual([100, 100]);
  const [row] = await database.query(
    `select id, status, channel, amount_minor, cheque_number, drawer_account_number, submitted_by,
            cast(extract(epoch from received_at) * 1000 as bigint) as received_at_ms
       from deposits.deposit where id = $1`,
    [items[0]?.deposit.id],
  );
  expect({
    ...row,
    received_at_ms: Number(row?.['received_at_ms']),
    amount_minor: Number(row?.['amount_minor']),
  }).toEqual({
    id: items[0]?.deposit.id,
    status: 'RECEIVED',
    channel: 'batch',
    amount_minor: 125_000,
    cheque_number: '1',
    drawer_account_number: '123456789012',
    submitted_by: items[0]?.deposit.submittedBy,
    received_at_ms: NOW.getTime(),
  });
});

test('GIVEN some that are stored THEN only the others are new, and what was told is not told again', async () => {
  const items = deposits(10, 200);
  await store().storeAll(items.slice(0, 6));
  await store().markAllPublished(
    items.slice(0, 4).map(({ event }) => event.metadata.eventId),
    NOW,
  );
  const stored = await store().storeAll(items);
  expect(stored.insertedIds).toEqual(new Set(items.slice(6).map(({ deposit }) => deposit.id)));
  expect(stored.unpublishedEventIds).toEqual(
    new Set(items.slice(4).map(({ event }) => event.metadata.eventId)),
  );
});

test('GIVEN one row that the table refuses THEN none is stored', async () => {
  const items = deposits(3, 300);
  const wrong = items.map((item, index) =>
    index === 2 ? { ...item, deposit: { ...item.deposit, chequeNumber: 'x' } } : item,
  );
  await expect(store().storeAll(wrong)).rejects.toMatchObject({ name: 'DatabaseError', sqlState: '23514' });
  expect((await store().storeAll(items)).insertedIds.size).toBe(3);
});

test('THEN the relay reads the events as they were meant', async () => {
  const items = deposits(1, 400);
  await store().storeAll(items);
  const waiting = await new LedgerOutbox(statements()).unpublished(1000, new Date(Date.now() + 60_000));
  expect(waiting.flatMap((each) => ('event' in each ? [each.event] : []))).toContainEqual(items[0]?.event);
});
