import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { AuroraLedgerAudit } from '../../../functions/adapters/ledger-audit';
import { verifyChain } from '../../../functions/deposits/ledger/verify-chain';
import { verifyLedger as verifySegments } from '../../../functions/deposits/ledger/verify-ledger';
import { postLedger } from '../../../functions/post-ledger/contract';
import { verifyLedger } from '../../../functions/verify-ledger/contract';
import type { EngineName } from '../../tools/emulator/data-api/support';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { LEDGER_VARIABLES, LedgerDatabase, loseNextAnswer } from '../support/ledger-database';
import { tamperingTests } from './ledger-tampering';

Object.assign(
  process.env,
  AWS_VARIABLES,
  variablesOf(postLedger),
  variablesOf(verifyLedger),
  LEDGER_VARIABLES,
);
const { handler: post } =
  require('../../../functions/post-ledger/handler') as typeof import('../../../functions/post-ledger/handler');
const { handler: verify } =
  require('../../../functions/verify-ledger/handler') as typeof import('../../../functions/verify-ledger/handler');

const eventBridge = mockClient(EventBridgeClient);
const published = () =>
  eventBridge
    .commandCalls(PutEventsCommand)
    .map(({ args }) => args[0].input.Entries?.[0])
    .map((entry) => ({ type: entry?.DetailType, ...JSON.parse(entry?.Detail ?? '{}') }));

const postOne = (depositId: string, millis = 30_000) => post({ depositId }, lambdaContext(millis));
/** As the state machine calls it: once more after an UnavailableError. */
const postAsTask = (depositId: string) =>
  postOne(depositId).catch((error: Error) => {
    if (error.name !== 'UnavailableError') throw error;
    return postOne(depositId);
  });
const postQuietly = (depositId: string, millis?: number) =>
  captureLog(() => postOne(depositId, millis).catch((error: unknown) => error));

/**
 * Up to 40 at once: one process has 50 connections, and where transactions that only begin held them all, those that
 * have begun could not end. A function's process works on one deposit at a time.
 */
async function postAll(ids: readonly string[]) {
  const waiting = [...ids];
  const answers: Awaited<ReturnType<typeof postOne>>[] = [];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) answers.push(await postOne(id));
  };
  await Promise.all(Array.from({ length: 40 }, work));
  return answers;
}

const verifyQuietly = () => captureLog(() => verify({}, lambdaContext(60_000)));

/** The ledger in a real database, behind the Data API: once for each engine. */
export function ledgerSuite(engine: EngineName): void {
  let database: LedgerDatabase;
  let missing: string | undefined;

  beforeAll(async () => {
    const started = await LedgerDatabase.start(engine);
    if ('reason' in started) missing = started.reason;
    else database = started;
  });
  afterAll(async () => {
    if (missing !== undefined) process.stderr.write(`skipped with ${engine}: ${missing}\n`);
    await database?.stop();
  });
  beforeEach(() => {
    eventBridge.reset();
    eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
  });

  const it = (name: string, work: () => Promise<void>) =>
    test(name, async () => {
      if (missing === undefined) await work();
    });
  const count = async (sql: string) => Number((await database.asSuperuser(sql))[0]?.[0]);
  const statusOf = async (id: string) =>
    (await database.asSuperuser(`select status from deposits.deposit where id = '${id}'`))[0]?.[0];

  describe('posting', () => {
    it('GIVEN an empty ledger WHEN verified THEN it is intact', async () => {
      const { result } = await verifyQuietly();
      expect(result).toMatchObject({ intact: true, complete: true, entries: 0, head: { sequence: 0 } });
    });

    it('GIVEN one deposit WHEN 50 post it at once THEN one entry, one answer, one event id', async () => {
      const [depositId = ''] = await database.addDeposits(1);
      const { result, log } = await captureLog(() =>
        Promise.all(Array.from({ length: 50 }, () => postOne(depositId))),
      );
      expect(new Set(result.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(result[0]).toEqual({ depositId, ledgerSequence: 1, postedAt: expect.stringMatching(/Z$/) });
      expect(await count('select count(*) from deposits.ledger_entry')).toBe(1);
      expect(await statusOf(depositId)).toBe('CLEARED');
      expect(new Set(published().map(({ metadata }) => metadata.eventId)).size).toBe(1);
      expect(published()[0]).toMatchObject({
        type: 'DepositCleared',
        data: { depositId, ledgerSequence: 1, amount: { minorUnits: 1, currency: 'USD' } },
      });
      expect(await count('select count(*) from deposits.outbox where published_at is not null')).toBe(1);
      expect(log).toContain(depositId);
      expect(log).not.toContain('98765432');
      const before = published().length;
      const { result: again } = await postQuietly(depositId);
      expect(again).toEqual(result[0]);
      expect(published()).toHaveLength(before);
    });

    it('GIVEN 200 deposits WHEN posted side by side THEN a chain without gaps, balanced and intact', async () => {
      const ids = await database.addDeposits(200);
      const { result } = await captureLog(() => postAll(ids));
      const sequences = result.map(({ ledgerSequence }) => ledgerSequence).sort((a, b) => a - b);
      expect(sequences).toEqual(Array.from({ length: 200 }, (_, index) => index + 2));
      const entries = await database.entries();
      const { head } = await new AuroraLedgerAudit(database.statements('application')).extent();
      expect(verifyChain(entries, head && { head })).toMatchObject({ breaks: [], entries: 201 });
      expect(head?.sequence).toBe(201);
      expect(await database.asSuperuser('select sum(amount_minor) from deposits.ledger_posting')).toEqual([
        ['0'],
      ]);
      expect(await count('select count(*) from deposits.ledger_posting')).toBe(402);
      const { result: report, log } = await verifyQuietly();
      expect(report).toMatchObject({ intact: true, complete: true, entries: 201, breaks: [] });
      expect(log).toContain('the ledger is intact');
      expect(await count('select max(sequence) from deposits.ledger_anchor')).toBe(201);
    });

    it('GIVEN segments shorter than the ledger WHEN one in the middle is verified THEN it follows on what is before', async () => {
      const audit = new AuroraLedgerAudit(database.statements('application'));
      const entries = await database.entries();
      expect(await audit.hashAt(100)).toBe(entries[99]?.hash);
      expect(await Promise.all([0, entries.length + 1].map((sequence) => audit.hashAt(sequence)))).toEqual([
        undefined,
        undefined,
      ]);
      const props = { audit, run: 2, segmentEntries: 50, isOutOfTime: () => false };
      expect(await verifySegments(props)).toMatchObject({
        intact: true,
        ranges: [
          { from: 101, through: 150 },
          { from: 201, through: 201 },
        ],
      });
      await database.tamper(`update deposits.ledger_entry set hash = repeat('a', 64) where sequence = 100`);
      const { breaks } = await verifySegments(props);
      await database.tamper(
        `update deposits.ledger_entry set hash = '${entries[99]?.hash}' where sequence = 100`,
      );
      expect(breaks).toEqual([expect.objectContaining({ sequence: 101, kind: 'BROKEN_LINK' })]);
    });

    it('GIVEN deposits that may not be posted THEN they are refused by name, and nothing is written', async () => {
      const before = await count('select count(*) from deposits.ledger_entry');
      const { result: unknown } = await postQuietly('01890a5d-ac96-774b-bcce-b302099a8057');
      expect(unknown).toMatchObject({ name: 'DepositUnknownError' });
      for (const status of ['RECEIVED', 'REJECTED', 'CLEARED']) {
        const [depositId = ''] = await database.addDeposits(1, status);
        const { result } = await postQuietly(depositId);
        expect(result).toMatchObject({
          name: 'DepositNotPostableError',
          message: expect.stringContaining(status),
        });
        expect(await statusOf(depositId)).toBe(status);
        await database.tamper(`delete from deposits.deposit where id = '${depositId}'`);
      }
      expect(await count('select count(*) from deposits.ledger_entry')).toBe(before);
      expect(published()).toEqual([]);
    });

    it('GIVEN a deposit that waited for its approval THEN it is posted', async () => {
      const [depositId = ''] = await database.addDeposits(1, 'AWAITING_APPROVAL');
      expect((await postQuietly(depositId)).result).toMatchObject({ depositId });
    });

    for (const lostCommand of [
      'BeginTransactionCommand',
      'ExecuteStatementCommand',
      'CommitTransactionCommand',
    ]) {
      it(`GIVEN the answer to ${lostCommand} is lost THEN the deposit is posted once all the same`, async () => {
        const [depositId = ''] = await database.addDeposits(1);
        const fault = loseNextAnswer(lostCommand);
        const { result } = await postQuietly(depositId).finally(() => fault.restore());
        expect(fault.lost()).toBe(1);
        expect(result).toMatchObject({ depositId });
        expect(
          await count(`select count(*) from deposits.ledger_entry where deposit_id = '${depositId}'`),
        ).toBe(1);
        expect(published()).toHaveLength(1);
      });
    }

    it('GIVEN the database is cut off and comes back WHEN deposits are posted THEN each is posted once', async () => {
      const ids = await database.addDeposits(30);
      const { result } = await captureLog(async () => {
        const posts = ids.map((id) => postAsTask(id));
        await new Promise((resolve) => setTimeout(resolve, 60));
        await database.harness.api.cutOff();
        await new Promise((resolve) => setTimeout(resolve, 300));
        database.harness.api.restore();
        return Promise.all(posts);
      });
      expect(new Set(result.map(({ ledgerSequence }) => ledgerSequence)).size).toBe(30);
      expect((await verifyQuietly()).result).toMatchObject({ intact: true });
    });

    it('GIVEN a bus that does not take the event THEN UnavailableError, and the next attempt tells', async () => {
      const [depositId = ''] = await database.addDeposits(1);
      eventBridge
        .on(PutEventsCommand)
        .rejects(Object.assign(new Error('x'), { name: 'ThrottlingException' }));
      expect((await postQuietly(depositId, 3500)).result).toMatchObject({ name: 'UnavailableError' });
      expect(await statusOf(depositId)).toBe('CLEARED');
      const waiting = 'select count(*) from deposits.outbox where published_at is null';
      expect(await count(waiting)).toBe(1);
      eventBridge.reset();
      eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
      expect((await postQuietly(depositId)).result).toMatchObject({ depositId });
      expect(published()).toHaveLength(1);
      expect(await count(waiting)).toBe(0);
    });

    if (engine === 'postgres') {
      it('GIVEN somebody holds the head for too long THEN UnavailableError, and the deposit stays as it was', async () => {
        const [depositId = ''] = await database.addDeposits(1);
        const holder = await database.session();
        await holder.run({ text: 'begin', parameters: [] });
        await holder.run({ text: 'select * from deposits.ledger_head for update', parameters: [] });
        const { result } = await postQuietly(depositId, 3500);
        await holder.release();
        expect(result).toMatchObject({ name: 'UnavailableError' });
        expect(await statusOf(depositId)).toBe('CLEARING');
        expect((await postQuietly(depositId)).result).toMatchObject({ depositId });
      });
    }
  });

  describe('append-only', () => {
    const changes = ['ledger_entry', 'ledger_head', 'ledger_anchor'].flatMap((table) => [
      `update deposits.${table} set sequence = sequence`,
      `update deposits.${table} set hash = hash where false`,
      `delete from deposits.${table}`,
      `delete from deposits.${table} where false`,
      `truncate deposits.${table}`,
      `truncate deposits.${table} cascade`,
    ]);

    for (const sql of [
      ...changes,
      `insert into deposits.ledger_entry (sequence) values (1)`,
      `insert into deposits.ledger_head (sequence, hash) values (1, '')`,
      `insert into deposits.ledger_anchor (sequence, hash, verified_at) values (1, '', now())`,
      'alter table deposits.ledger_entry disable trigger all',
      'drop table deposits.ledger_entry',
      'drop trigger ledger_entry_append_only on deposits.ledger_entry',
      'create or replace function deposits.refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
    ]) {
      it(`GIVEN the application user WHEN ${sql} THEN it is denied`, async () => {
        await expect(database.statements('application').run({ sql })).rejects.toMatchObject({
          sqlState: '42501',
        });
      });
    }

    // An update that meets no row of the head fires no row trigger, and changes nothing.
    for (const sql of changes.filter(
      (change) => change !== 'update deposits.ledger_head set hash = hash where false',
    )) {
      it(`GIVEN the owner of the tables WHEN ${sql} THEN it is refused`, async () => {
        await expect(database.statements('master').run({ sql })).rejects.toMatchObject({ sqlState: '42501' });
      });
    }

    it('GIVEN a superuser who silences ordinary triggers THEN it is refused all the same', async () => {
      const attempt = database.asSuperuser(
        `set session_replication_role = replica`,
        'delete from deposits.ledger_entry',
      );
      await expect(attempt).rejects.toThrow(/ledger_entry is append-only/);
    });

    it('GIVEN the owner inserts an entry of his own making THEN its place and hash are those of the chain', async () => {
      const [depositId = ''] = await database.addDeposits(1, 'CLEARED');
      await database.statements('master').run({
        sql: `insert into deposits.ledger_entry (sequence, deposit_id, currency, debit_account, debit_minor,
                credit_account, credit_minor, posted_at, previous_hash, hash)
              select 7, id, currency, 'CHEQUES-IN-CLEARING', amount_minor, deposit_account_number, amount_minor,
                     now(), 'x', 'y' from deposits.deposit where id = '${depositId}'`,
      });
      expect((await verifyQuietly()).result).toMatchObject({ intact: true });
    });

    for (const [constraint, columns] of [
      ['ledger_entry_balance', { credit_minor: '2' }],
      ['ledger_entry_amount', { debit_minor: '0', credit_minor: '0' }],
      ['ledger_entry_debit_account', { debit_account: `'9876543200'` }],
      ['ledger_entry_credit_account', { credit_account: `'CHEQUES-IN-CLEARING'` }],
      ['ledger_entry_currency', { currency: `'usd'` }],
    ] as const) {
      it(`GIVEN an entry against ${constraint} THEN the database refuses it, and the head stays`, async () => {
        const [depositId = ''] = await database.addDeposits(1);
        const head = 'select sequence, hash from deposits.ledger_head';
        const before = await database.asSuperuser(head);
        const sound = {
          deposit_id: `'${depositId}'`,
          currency: `'USD'`,
          debit_account: `'CHEQUES-IN-CLEARING'`,
          debit_minor: '1',
          credit_account: `'9876543200'`,
          credit_minor: '1',
        };
        const values = { ...sound, ...columns };
        const sql = `insert into deposits.ledger_entry (${Object.keys(values)}) values (${Object.values(values)})`;
        await expect(database.statements('master').run({ sql })).rejects.toThrow(
          new RegExp(`${constraint}"`),
        );
        expect(await database.asSuperuser(head)).toEqual(before);
      });
    }
  });

  tamperingTests({
    test: it,
    database: () => (missing === undefined ? database : undefined),
    verify: verifyQuietly,
    published,
  });
}
