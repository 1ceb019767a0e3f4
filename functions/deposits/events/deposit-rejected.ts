import * as v from 'valibot';
import { defineEvent, type EventOf, makeEvent, reasonCodes, timestamp, uuid } from './event';

export const depositRejectedV1 = defineEvent({
  name: 'DepositRejected',
  version: 1,
  summary: 'A deposit was rejected by a check or by a person, and will not be posted.',
  producers: ['decide-deposit', 'relay-outbox'],
  consumers: ['notify-partner'],
  changes: ['First published.'],
  data: () => ({
    depositId: v.pipe(uuid(), v.description('The deposit.')),
    reasons: v.pipe(reasonCodes('CHEQUE_PRESENTED_BEFORE'), v.description('Why, as stable codes.')),
    rejectedAt: v.pipe(timestamp(), v.description('When it was decided.')),
  }),
});

export type DepositRejected = EventOf<typeof depositRejectedV1>;

export interface RejectedDeposit {
  readonly depositId: string;
  /** At least one code of capital letters, digits and underscores. */
  readonly reasons: readonly string[];
  readonly rejectedAt: Date;
}

/** @throws EventRefusedError when the parts do not conform, which is a defect of this program */
export function depositRejected(rejected: RejectedDeposit, eventId: string): DepositRejected {
  const { rejectedAt, ...data } = rejected;
  return makeEvent(depositRejectedV1, {
    eventId,
    occurredAt: rejectedAt,
    data: { ...data, rejectedAt: rejectedAt.toISOString() },
  });
}
