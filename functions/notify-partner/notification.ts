import type { EventNamed } from '../deposits/events/catalogue';
import { toldReasons } from '../deposits/told-reasons';

/** What a partner is told of a deposit: nothing of customers, accounts or amounts. */
export interface PartnerNotification {
  /** The same in every delivery of the same outcome. */
  readonly idempotencyKey: string;
  readonly body: {
    readonly depositId: string;
    readonly outcome: 'CLEARED' | 'REJECTED';
    readonly occurredAt: string;
    /** Stable codes; of rejections only. */
    readonly reasons?: readonly string[];
  };
}

/** The events that are outcomes. */
export const OUTCOMES = ['DepositCleared', 'DepositRejected'] as const;

/** The notification of an outcome. The same event makes the same notification, in every delivery. */
export function notificationOf(event: EventNamed<(typeof OUTCOMES)[number]>): PartnerNotification {
  const { eventId, occurredAt } = event.metadata;
  const { depositId } = event.data;
  const body =
    event.type === 'DepositCleared'
      ? ({ depositId, outcome: 'CLEARED', occurredAt } as const)
      : ({ depositId, outcome: 'REJECTED', occurredAt, reasons: toldReasons(event.data.reasons) } as const);
  return { idempotencyKey: eventId, body };
}
