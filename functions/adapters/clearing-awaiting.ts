import type { AwaitingDeposit, AwaitingDeposits } from '../deposits/clearing/ports';
import { nextStatus } from '../deposits/clearing/status';
import type { ApprovalRequested } from '../deposits/events/approval-requested';
import { lockDeposit, updateStatus } from './clearing-deposits';
import type { DataApiTransactions } from './data-api-transactions';
import { isPublished, outboxInsert } from './outbox';

/** Marks deposits that wait for a person, in the ledger's database. */
export class LedgerAwaitingDeposits implements AwaitingDeposits {
  constructor(private readonly transactions: DataApiTransactions) {}

  markAwaiting(event: ApprovalRequested): Promise<AwaitingDeposit> {
    return this.transactions.run(async (transaction) => {
      const deposit = await lockDeposit(transaction, event.data.depositId);
      await updateStatus(transaction, deposit, nextStatus(deposit.status, 'request-approval'));
      await transaction.run(outboxInsert(event));
      return {
        submittedBy: deposit.submittedBy,
        isPublished: await isPublished(transaction, event.metadata.eventId),
      };
    });
  }
}
