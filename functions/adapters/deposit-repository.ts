import type { Deposit } from '../deposits/deposit';
import { DEPOSIT_RECEIVED, type DepositReceived } from '../deposits/events/deposit-received';
import type { DepositStore } from '../deposits/ports';
import type { StatementRunner } from './data-api';
import type { DataApiTransactions } from './data-api-transactions';
import { integer, json, text, timestamp, uuid } from './sql-parameters';

const INSERT_DEPOSIT = `
  insert into deposits.deposit
         (id, status, amount_minor, currency, cheque_number, drawer_routing_number, drawer_account_number,
          deposit_account_number, deposit_box_id, submitted_by, received_at)
  values (:id, :status, :amount_minor, :currency, :cheque_number, :drawer_routing_number, :drawer_account_number,
          :deposit_account_number, :deposit_box_id, :submitted_by, cast(:received_at as timestamp) at time zone 'UTC')
      on conflict (id) do nothing`;

const INSERT_OUTBOX = `
  insert into deposits.outbox (event_id, deposit_id, event_type, schema_version, payload)
  values (:event_id, :deposit_id, :event_type, :schema_version, :payload)
      on conflict (event_id) do nothing`;

const SELECT_PUBLISHED = `
  select published_at is not null as published from deposits.outbox where event_id = :event_id`;

/** `published_at is null` keeps the time of the first publication. */
const MARK_PUBLISHED = `
  update deposits.outbox
     set published_at = cast(:published_at as timestamp) at time zone 'UTC'
   where event_id = :event_id and published_at is null`;

/**
 * Stores deposits in the ledger's database, each with its event in the outbox, in one transaction. Every statement comes
 * to the same end when it runs twice: that is what makes a commit without an answer harmless.
 */
export class LedgerDepositStore implements DepositStore {
  constructor(
    private readonly statements: StatementRunner,
    private readonly transactions: DataApiTransactions,
  ) {}

  store(deposit: Deposit, event: DepositReceived): Promise<{ alreadyPublished: boolean }> {
    const { eventId } = event.metadata;
    return this.transactions.run(async (transaction) => {
      await transaction.run({ sql: INSERT_DEPOSIT, parameters: depositParameters(deposit) });
      await transaction.run({
        sql: INSERT_OUTBOX,
        parameters: [
          uuid('event_id', eventId),
          uuid('deposit_id', deposit.id),
          text('event_type', DEPOSIT_RECEIVED),
          integer('schema_version', event.metadata.schemaVersion),
          json('payload', event),
        ],
      });
      const [row] = await transaction.run({ sql: SELECT_PUBLISHED, parameters: [uuid('event_id', eventId)] });
      return { alreadyPublished: row?.['published'] === true };
    });
  }

  async markPublished(eventId: string, at: Date): Promise<void> {
    await this.statements.run({
      sql: MARK_PUBLISHED,
      parameters: [timestamp('published_at', at), uuid('event_id', eventId)],
    });
  }
}

function depositParameters(deposit: Deposit) {
  return [
    uuid('id', deposit.id),
    text('status', deposit.status),
    integer('amount_minor', deposit.amount.minorUnits),
    text('currency', deposit.amount.currency),
    text('cheque_number', deposit.chequeNumber),
    text('drawer_routing_number', deposit.drawer.routingNumber),
    text('drawer_account_number', deposit.drawer.accountNumber),
    text('deposit_account_number', deposit.depositAccountNumber),
    text('deposit_box_id', deposit.depositBoxId),
    text('submitted_by', deposit.submittedBy),
    timestamp('received_at', deposit.receivedAt),
  ];
}
