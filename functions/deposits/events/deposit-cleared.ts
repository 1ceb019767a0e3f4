import * as v from 'valibot';
import type { Money } from '../money';
import { count, defineEvent, type EventOf, makeEvent, money, timestamp, uuid } from './event';

export const depositClearedV1 = defineEvent({
  name: 'DepositCleared',
  version: 1,
  summary: 'A deposit was posted to the ledger: the money is on the account.',
  producers: ['post-ledger', 'relay-outbox'],
  consumers: ['notify-partner'],
  changes: ['First published.'],
  data: () => ({
    depositId: v.pipe(uuid(), v.description('The deposit.')),
    amount: v.pipe(money(), v.description('The amount that was posted.')),
    postedAt: v.pipe(timestamp(), v.description('When it was posted.')),
    ledgerSequence: v.pipe(
      count(1),
      v.description('The place of the posting in the ledger, by which it is found there.'),
    ),
  }),
});

export type DepositCleared = EventOf<typeof depositClearedV1>;

export interface ClearedDeposit {
  readonly depositId: string;
  readonly amount: Money;
  readonly postedAt: Date;
  readonly ledgerSequence: number;
}

/** @throws EventRefusedError when the parts do not conform, which is a defect of this program */
export function depositCleared(cleared: ClearedDeposit, eventId: string): DepositCleared {
  const { postedAt, ...data } = cleared;
  return makeEvent(depositClearedV1, {
    eventId,
    occurredAt: postedAt,
    data: { ...data, postedAt: postedAt.toISOString() },
  });
}
