import type { Deposit } from '../deposits/deposit';
import type { DepositReceived } from '../deposits/events/deposit-received';
import type { DepositStore } from '../deposits/ports';
import type { StatementRunner } from './data-api';
import type { DataApiTransactions } from './data-api-transactions';
import { isPublished, LedgerOutbox, outboxInsert } from './outbox';
import { integer, text, timestamp, uuid } from './sql-parameters';

const INSERT_DEPOSIT = `
  insert into deposits.deposit
         (id, status, channel, amount_minor, currency, cheque_number, drawer_routing_number, drawer_account_number,
          deposit_account_number, deposit_box_id, submitted_by, received_at)
  values (:id, :status, :channel, :amount_minor, :currency, :cheque_number, :drawer_routing_number,
          :drawer_account_number, :deposit_account_number, :deposit_box_id, :submitted_by,
          cast(:received_at as timestamp) at time zone 'UTC')
      on conflict (id) do nothing`;

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
    return this.transactions.run(async (transaction) => {
      await transaction.run({ sql: INSERT_DEPOSIT, parameters: depositParameters(deposit) });
      await transaction.run(outboxInsert(event));
      return { alreadyPublished: await isPublished(transaction, event.metadata.eventId) };
    });
  }

  markPublished(eventId: string, at: Date): Promise<void> {
    return new LedgerOutbox(this.statements).markPublished(eventId, at);
  }
}

function depositParameters(deposit: Deposit) {
  return [
    uuid('id', deposit.id),
    text('status', deposit.status),
    text('channel', deposit.channel),
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
