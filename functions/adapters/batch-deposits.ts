import type { BatchDeposit, BatchDepositStore } from '../deposits/batch/ports';
import type { Row, StatementRunner } from './data-api';
import type { DataApiTransactions } from './data-api-transactions';
import { json, timestamp } from './sql-parameters';

/**
 * All rows in one parameter: one round trip for many deposits, and one plan for any number of them. Times carry their
 * zone (ISO 8601 with `Z`), so that the session's settings do not matter.
 */
const INSERT_DEPOSITS = `
  insert into deposits.deposit
         (id, status, channel, amount_minor, currency, cheque_number, drawer_routing_number, drawer_account_number,
          deposit_account_number, deposit_box_id, submitted_by, received_at)
  select id, status, channel, amount_minor, currency, cheque_number, drawer_routing_number, drawer_account_number,
         deposit_account_number, deposit_box_id, submitted_by, received_at
    from jsonb_to_recordset(cast(:rows as jsonb)) as item
         (id uuid, status text, channel text, amount_minor bigint, currency text, cheque_number text,
          drawer_routing_number text, drawer_account_number text, deposit_account_number text, deposit_box_id text,
          submitted_by text, received_at timestamptz)
      on conflict (id) do nothing
  returning id`;

const INSERT_EVENTS = `
  insert into deposits.outbox (event_id, deposit_id, event_type, schema_version, payload)
  select event_id, deposit_id, event_type, schema_version, payload
    from jsonb_to_recordset(cast(:rows as jsonb)) as item
         (event_id uuid, deposit_id uuid, event_type text, schema_version integer, payload jsonb)
      on conflict (event_id) do nothing`;

const SELECT_UNPUBLISHED = `
  select event_id
    from deposits.outbox
   where published_at is null
     and event_id in (select cast(value as uuid) from jsonb_array_elements_text(cast(:event_ids as jsonb)))`;

/** `published_at is null` keeps the time of the first publication. */
const MARK_PUBLISHED = `
  update deposits.outbox
     set published_at = cast(:published_at as timestamp) at time zone 'UTC'
   where published_at is null
     and event_id in (select cast(value as uuid) from jsonb_array_elements_text(cast(:event_ids as jsonb)))`;

/** Stores many deposits with their events in one transaction of three statements, whatever their number. */
export class LedgerBatchDeposits implements BatchDepositStore {
  constructor(
    private readonly statements: StatementRunner,
    private readonly transactions: Pick<DataApiTransactions, 'run'>,
  ) {}

  storeAll(items: readonly BatchDeposit[]) {
    const eventIds = items.map(({ event }) => event.metadata.eventId);
    return this.transactions.run(async (transaction) => {
      const inserted = await transaction.run({
        sql: INSERT_DEPOSITS,
        parameters: [json('rows', items.map(depositRow))],
      });
      await transaction.run({ sql: INSERT_EVENTS, parameters: [json('rows', items.map(eventRow))] });
      const unpublished = await transaction.run({
        sql: SELECT_UNPUBLISHED,
        parameters: [json('event_ids', eventIds)],
      });
      return {
        insertedIds: column(inserted, 'id'),
        unpublishedEventIds: column(unpublished, 'event_id'),
      };
    });
  }

  async markAllPublished(eventIds: readonly string[], at: Date): Promise<void> {
    await this.statements.run({
      sql: MARK_PUBLISHED,
      parameters: [timestamp('published_at', at), json('event_ids', eventIds)],
    });
  }
}

function depositRow({ deposit }: BatchDeposit) {
  return {
    id: deposit.id,
    status: deposit.status,
    channel: deposit.channel,
    amount_minor: deposit.amount.minorUnits,
    currency: deposit.amount.currency,
    cheque_number: deposit.chequeNumber,
    drawer_routing_number: deposit.drawer.routingNumber,
    drawer_account_number: deposit.drawer.accountNumber,
    deposit_account_number: deposit.depositAccountNumber,
    deposit_box_id: deposit.depositBoxId,
    submitted_by: deposit.submittedBy,
    received_at: deposit.receivedAt.toISOString(),
  };
}

function eventRow({ event }: BatchDeposit) {
  return {
    event_id: event.metadata.eventId,
    deposit_id: event.data.depositId,
    event_type: event.type,
    schema_version: event.metadata.schemaVersion,
    payload: event,
  };
}

function column(rows: readonly Row[], name: string): ReadonlySet<string> {
  return new Set(rows.map((row) => String(row[name])));
}
