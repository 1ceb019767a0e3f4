import * as v from 'valibot';
import { DEPOSIT_CHANNELS, type Deposit } from '../deposit';
import { defineEvent, type EventOf, makeEvent, money, timestamp, uuid } from './event';

/**
 * Account numbers are in no event: buses, queues, archives and logs keep events, and a consumer that needs the account
 * reads the deposit by its id.
 */
export const depositReceivedV1 = defineEvent({
  name: 'DepositReceived',
  version: 1,
  summary: 'A deposit was accepted and stored; its clearing can begin.',
  producers: ['submit-deposit', 'accept-batch-items', 'relay-outbox'],
  consumers: ['start-clearing'],
  changes: ['First published.', '`data.channel` added, optional: without it the deposit came from a box.'],
  data: () => ({
    depositId: v.pipe(uuid(), v.description('The deposit.')),
    amount: v.pipe(money(), v.description('The amount of the cheque, as its depositor stated it.')),
    depositBoxId: v.pipe(
      v.string(),
      v.nonEmpty(),
      v.examples(['box-0001']),
      v.description('The deposit box, or the branch, where the cheque was handed in.'),
    ),
    receivedAt: v.pipe(timestamp(), v.description('When the deposit was accepted.')),
    channel: v.optional(
      v.pipe(
        v.picklist(DEPOSIT_CHANNELS),
        v.description(
          '`box`: a customer, with an image to read. `batch`: a branch, which has read the cheque.',
        ),
      ),
    ),
  }),
});

export type DepositReceived = EventOf<typeof depositReceivedV1>;

/**
 * The event that says that the deposit was accepted. The same deposit and event id make the same event, so that a
 * second attempt to publish it repeats the first.
 *
 * @throws EventRefusedError when the deposit could not be told by the schema, which is a defect of this program
 */
export function depositReceived(deposit: Deposit, eventId: string): DepositReceived {
  return makeEvent(depositReceivedV1, {
    eventId,
    occurredAt: deposit.receivedAt,
    data: {
      depositId: deposit.id,
      amount: deposit.amount,
      depositBoxId: deposit.depositBoxId,
      receivedAt: deposit.receivedAt.toISOString(),
      channel: deposit.channel,
    },
  });
}
