import * as v from 'valibot';
import { defineEvent, type EventOf, makeEvent, reasonCodes, timestamp, uuid } from './event';

/** The task token that lets the clearing go on is not in it: whoever holds the token decides. */
export const approvalRequestedV1 = defineEvent({
  name: 'ApprovalRequested',
  version: 1,
  summary: 'The clearing of a deposit waits for the decision of a person.',
  producers: ['request-approval', 'relay-outbox'],
  consumers: [],
  changes: ['First published.'],
  data: () => ({
    depositId: v.pipe(uuid(), v.description('The deposit.')),
    reasons: v.pipe(
      reasonCodes('AMOUNT_ABOVE_LIMIT'),
      v.description('Why a person has to decide, as stable codes.'),
    ),
    expiresAt: v.pipe(timestamp(), v.description('Without a decision until then, the request expires.')),
  }),
});

export type ApprovalRequested = EventOf<typeof approvalRequestedV1>;

export interface RequestedApproval {
  readonly depositId: string;
  /** At least one code of capital letters, digits and underscores. */
  readonly reasons: readonly string[];
  readonly requestedAt: Date;
  readonly expiresAt: Date;
}

/** @throws EventRefusedError when the parts do not conform, which is a defect of this program */
export function approvalRequested(requested: RequestedApproval, eventId: string): ApprovalRequested {
  const { depositId, reasons, requestedAt, expiresAt } = requested;
  return makeEvent(approvalRequestedV1, {
    eventId,
    occurredAt: requestedAt,
    data: { depositId, reasons, expiresAt: expiresAt.toISOString() },
  });
}
