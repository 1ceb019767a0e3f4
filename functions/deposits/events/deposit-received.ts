import * as v from 'valibot';
import type { Deposit } from '../deposit';
import { MAX_MINOR_UNITS } from '../money';

/** EventBridge's `Source` of all events of this domain. */
export const EVENT_SOURCE = 'deposits';

/** EventBridge's `DetailType`. */
export const DEPOSIT_RECEIVED = 'DepositReceived';

/**
 * Version 1 of `DepositReceived`. Producer and consumers check against this schema. A member may be added in version 1;
 * one that is removed or changes its meaning makes version 2.
 *
 * Account numbers are not in it: buses, queues, archives and logs keep events, and a consumer that needs the account
 * reads the deposit by its id.
 */
export const depositReceivedV1 = v.object({
  metadata: v.object({
    schemaVersion: v.literal(1),
    /** The same in every delivery: consumers drop what they have seen. */
    eventId: v.pipe(v.string(), v.uuid()),
    occurredAt: v.pipe(v.string(), v.isoTimestamp()),
  }),
  data: v.object({
    depositId: v.pipe(v.string(), v.uuid()),
    amount: v.object({
      minorUnits: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MAX_MINOR_UNITS)),
      currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
    }),
    depositBoxId: v.pipe(v.string(), v.nonEmpty()),
    receivedAt: v.pipe(v.string(), v.isoTimestamp()),
  }),
});

export type DepositReceived = v.InferOutput<typeof depositReceivedV1>;

/**
 * The event that says that the deposit was accepted. The same deposit and event id make the same event, so that a
 * second attempt to publish it repeats the first.
 *
 * @throws ValiError when the deposit could not be told by the schema, which is a defect of this program
 */
export function depositReceived(deposit: Deposit, eventId: string): DepositReceived {
  return v.parse(depositReceivedV1, {
    metadata: { schemaVersion: 1, eventId, occurredAt: deposit.receivedAt.toISOString() },
    data: {
      depositId: deposit.id,
      amount: deposit.amount,
      depositBoxId: deposit.depositBoxId,
      receivedAt: deposit.receivedAt.toISOString(),
    },
  });
}
