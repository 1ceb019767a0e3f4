import * as v from 'valibot';
import { type Deposit, isDepositId } from '../deposit';
import { depositReceived } from '../events/deposit-received';
import { MAX_MINOR_UNITS } from '../money';
import type { Batch } from './batch';
import type { AcceptedLine } from './batch-file';
import { depositIdOf, receivedEventIdOf } from './derived-ids';
import type { BatchDeposit } from './ports';

/**
 * An accepted line on its way through the state machine. It holds account numbers: it travels through the encrypted
 * bucket and the input of a map's part, and is never logged.
 */
export const batchItem = v.strictObject({
  line: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  depositId: v.pipe(v.string(), v.check(isDepositId)),
  eventId: v.pipe(v.string(), v.uuid()),
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
  submittedBy: v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048)),
  amount: v.strictObject({
    minorUnits: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_MINOR_UNITS)),
    currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  }),
  chequeNumber: v.pipe(v.string(), v.regex(/^[0-9]{1,12}$/)),
  drawer: v.strictObject({
    routingNumber: v.pipe(v.string(), v.regex(/^[0-9]{9}$/)),
    accountNumber: v.pipe(v.string(), v.regex(/^[0-9]{4,17}$/)),
  }),
  depositAccountNumber: v.pipe(v.string(), v.regex(/^[0-9]{4,17}$/)),
  depositBoxId: v.pipe(v.string(), v.minLength(3), v.maxLength(40)),
});

export type BatchItem = v.InferOutput<typeof batchItem>;

/** The same batch, file and line make the same item. */
export function itemOf(
  batch: Pick<Batch, 'id' | 'submittedBy' | 'announcedAt'>,
  receivedAt: Date,
  { line, cheque }: AcceptedLine,
): BatchItem {
  return {
    line,
    depositId: depositIdOf(batch.id, batch.announcedAt, line),
    eventId: receivedEventIdOf(batch.id, batch.announcedAt, line),
    receivedAt: receivedAt.toISOString(),
    submittedBy: batch.submittedBy,
    ...cheque,
  };
}

export function depositOf(item: BatchItem): BatchDeposit {
  const deposit: Deposit = {
    id: item.depositId,
    status: 'RECEIVED',
    channel: 'batch',
    amount: item.amount,
    chequeNumber: item.chequeNumber,
    drawer: item.drawer,
    depositAccountNumber: item.depositAccountNumber,
    depositBoxId: item.depositBoxId,
    submittedBy: item.submittedBy,
    receivedAt: new Date(item.receivedAt),
  };
  return { deposit, event: depositReceived(deposit, item.eventId) };
}
