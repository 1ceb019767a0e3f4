import type { Deposit } from '../../../functions/deposits/deposit';
import type { DepositReceived } from '../../../functions/deposits/events/deposit-received';
import type {
  DepositEvents,
  DepositReader,
  DepositStore,
  ImageUploads,
} from '../../../functions/deposits/ports';

/** A body that is right in every member. */
export const VALID_BODY = {
  amount: '1250.00',
  currency: 'USD',
  chequeNumber: '001234',
  drawer: { routingNumber: '021000021', accountNumber: '123456789012' },
  depositAccountNumber: '987654321098',
  depositBoxId: 'box-0001',
  image: { contentType: 'image/png' },
} as const;

export const CALLER = 'arn:aws:sts::123456789012:assumed-role/deposits-client';

/** Deposits and outbox in memory, with the semantics of the statements: to store again changes nothing. */
export class InMemoryLedger implements DepositStore, DepositReader {
  readonly deposits = new Map<string, Deposit>();
  readonly outbox = new Map<string, { event: DepositReceived; publishedAt?: Date }>();

  async store(deposit: Deposit, event: DepositReceived) {
    const { eventId } = event.metadata;
    if (!this.deposits.has(deposit.id)) this.deposits.set(deposit.id, deposit);
    if (!this.outbox.has(eventId)) this.outbox.set(eventId, { event });
    return { alreadyPublished: this.outbox.get(eventId)?.publishedAt !== undefined };
  }

  async markPublished(eventId: string, at: Date) {
    const row = this.outbox.get(eventId);
    if (row && !row.publishedAt) row.publishedAt = at;
  }

  async find(depositId: string, submittedBy: string) {
    const deposit = this.deposits.get(depositId);
    return deposit?.submittedBy === submittedBy ? deposit : undefined;
  }
}

export class RecordedEvents implements DepositEvents {
  readonly published: DepositReceived[] = [];

  async publish(event: DepositReceived) {
    this.published.push(event);
  }
}

export const fakeUploads: ImageUploads = {
  prepare: async (depositId, contentType) => ({
    url: `https://images.example/${depositId}`,
    fields: { 'Content-Type': contentType },
    expiresAt: new Date('2026-01-01T00:05:00.000Z'),
  }),
};
