import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { DataApi } from '../../../functions/adapters/data-api';
import { DataApiTransactions } from '../../../functions/adapters/data-api-transactions';
import { AuroraLedgerAudit } from '../../../functions/adapters/ledger-audit';
import type { LedgerEntry } from '../../../functions/deposits/ledger/ledger-entry';
import { migrate } from '../../../functions/migrate-database/migrator';
import { APPLICATION_USER } from '../../../functions/shared/application-user';
import { Deadline } from '../../../functions/shared/deadline';
import { scramVerifier } from '../../../functions/shared/scram';
import { uuidV7 } from '../../../functions/shared/uuid-v7';
import { systemClock } from '../../../tools/emulator/data-api/clock';
import { command, type DatabaseEngine, type Session } from '../../../tools/emulator/data-api/engine';
import {
  APP_SECRET,
  CLUSTER,
  CLUSTER_ARN,
  type EngineName,
  Harness,
  MASTER_SECRET,
  startEngine,
} from '../../tools/emulator/data-api/support';
import { loadMigrations } from './sql-files';

/** What the handlers of the ledger find in their environment. */
export const LEDGER_VARIABLES = {
  LEDGER_CLUSTER_ARN: CLUSTER_ARN,
  LEDGER_SECRET_ARN: APP_SECRET,
  LEDGER_DATABASE_NAME: 'deposits',
};

const PASSWORD = 'the-password-of-this-test';
const target = (secretArn: string) => ({ clusterArn: CLUSTER_ARN, secretArn, databaseName: 'deposits' });

/** The triggers that a session cannot silence, as the migration enables them. */
const ALWAYS = [
  ['ledger_entry', 'ledger_entry_link'],
  ['ledger_entry', 'ledger_entry_advance'],
  ['ledger_entry', 'ledger_entry_append_only'],
  ['ledger_head', 'ledger_head_guard'],
  ['ledger_head', 'ledger_head_stays'],
  ['ledger_anchor', 'ledger_anchor_append_only'],
];

/**
 * The migrated database behind the Data API's emulation, as the functions meet it, and beside it as its superuser, whom
 * no grant and no trigger holds. One in a process: the functions' client keeps the first endpoint.
 */
export class LedgerDatabase {
  static async start(name: EngineName): Promise<LedgerDatabase | { readonly reason: string }> {
    const started = await startEngine(name);
    if ('reason' in started) return started;
    // The embedded database has one connection: a transaction that nobody ends holds it, in the service for 3 minutes.
    const limits = name === 'pglite' ? { limits: { transactionIdleMilliseconds: 2000 } } : {};
    const harness = await Harness.start(started.engine, limits);
    harness.secrets[APP_SECRET] = { username: APPLICATION_USER, password: PASSWORD };
    process.env['AWS_ENDPOINT_URL_RDS_DATA'] = harness.endpoint;
    const database = new LedgerDatabase(harness, started.engine, async () => {
      await harness.stop();
      await started.stop();
    });
    // Its start is waited for here, without a deadline: on a busy machine it takes longer than a first attempt may.
    await database.asSuperuser('select 1');
    await database.migrate();
    return database;
  }

  private constructor(
    readonly harness: Harness,
    private readonly engine: DatabaseEngine,
    readonly stop: () => Promise<void>,
  ) {}

  private async migrate(): Promise<void> {
    const { MIGRATIONS, BOOKKEEPING } = loadMigrations();
    await migrate({
      statements: this.statements('master'),
      transactions: new DataApiTransactions(target(MASTER_SECRET), Deadline.after(30_000)),
      migrations: MIGRATIONS,
      bookkeeping: BOOKKEEPING,
    });
    await this.asSuperuser(`alter role ${APPLICATION_USER} password '${scramVerifier(PASSWORD)}'`);
  }

  statements(user: 'application' | 'master'): DataApi {
    return new DataApi(target(user === 'master' ? MASTER_SECRET : APP_SECRET), Deadline.after(30_000));
  }

  /** One after the other, on one connection. Answers the rows of the last. */
  async asSuperuser(...statements: readonly string[]): Promise<readonly (readonly (string | null)[])[]> {
    const session = await this.session();
    try {
      let rows: readonly (readonly (string | null)[])[] = [];
      for (const sql of statements) rows = (await command(session, sql)).rows;
      return rows;
    } finally {
      await session.release();
    }
  }

  session(): Promise<Session> {
    return this.engine.acquire(CLUSTER, 'deposits', { clock: systemClock, waitMilliseconds: 20_000 });
  }

  /** Past every trigger and constraint of the ledger's tables, as a superuser can. */
  async tamper(...statements: readonly string[]): Promise<void> {
    const tables = ['ledger_entry', 'ledger_head', 'ledger_anchor', 'deposit'];
    const each = (change: string) => tables.map((table) => `alter table deposits.${table} ${change}`);
    await this.asSuperuser(
      'begin',
      ...each('disable trigger all'),
      ...statements,
      ...each('enable trigger all'),
      ...ALWAYS.map(([table, trigger]) => `alter table deposits.${table} enable always trigger ${trigger}`),
      'commit',
    );
  }

  /** Deposits that are being cleared, or in another state. */
  async addDeposits(count: number, status = 'CLEARING'): Promise<string[]> {
    const ids = Array.from({ length: count }, () => uuidV7());
    for (let start = 0; start < count; start += 500) {
      const rows = ids.slice(start, start + 500).map(
        (
          id,
          index,
        ) => `('${id}', '${status}', ${1 + ((start + index) % 99_999)}, 'USD', '1', '021000021', '1234',
          '98765432${String((start + index) % 100).padStart(2, '0')}', 'box', 'x', now())`,
      );
      await this.asSuperuser(
        `insert into deposits.deposit (id, status, amount_minor, currency, cheque_number, drawer_routing_number,
           drawer_account_number, deposit_account_number, deposit_box_id, submitted_by, received_at)
         values ${rows.join(', ')}`,
      );
    }
    return ids;
  }

  async entries(): Promise<LedgerEntry[]> {
    const audit = new AuroraLedgerAudit(this.statements('application'));
    const found: LedgerEntry[] = [];
    for (let from = 1; ; from = (found.at(-1)?.sequence ?? 0) + 1) {
      const page = await audit.page({ from, through: Number.MAX_SAFE_INTEGER });
      if (page.length === 0) return found;
      found.push(...page.map(({ entry }) => entry));
    }
  }
}

/** The next answer to a call of this kind is lost, after the call took effect. */
export function loseNextAnswer(commandName: string): { readonly lost: () => number; restore(): void } {
  const send = RDSDataClient.prototype.send;
  let lost = 0;
  const spy = jest.spyOn(RDSDataClient.prototype, 'send').mockImplementation(async function (
    this: RDSDataClient,
    ...call: Parameters<typeof send>
  ) {
    const answer = await send.apply(this, call);
    if (lost === 0 && call[0].constructor.name === commandName) {
      lost += 1;
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    }
    return answer;
  } as typeof send);
  return { lost: () => lost, restore: () => spy.mockRestore() };
}
