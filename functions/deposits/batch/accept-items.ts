import type { DomainEvents } from '../events/ports';
import type { Clock } from '../ports';
import { type BatchItem, depositOf } from './batch-item';
import type { BatchDepositStore } from './ports';

export interface AcceptItemsPorts {
  readonly store: BatchDepositStore;
  readonly events: DomainEvents;
  readonly clock: Clock;
}

export interface AcceptedItems {
  /** Stored by this attempt. */
  readonly accepted: number;
  /** Stored by an earlier attempt at the same lines. */
  readonly duplicates: number;
  readonly depositIds: readonly string[];
}

/** Events that are on their way at a time: enough to be quick, too few to be throttled. */
const AT_ONCE = 5;

/**
 * Accepts items as deposits, each once: the same item always has the same ids, and to store again changes nothing. What
 * an earlier attempt stored and did not tell is told now.
 */
export async function acceptItems(
  { store, events, clock }: AcceptItemsPorts,
  items: readonly BatchItem[],
): Promise<AcceptedItems> {
  const deposits = items.map(depositOf);
  const { insertedIds, unpublishedEventIds } = await store.storeAll(deposits);
  const untold = deposits
    .map(({ event }) => event)
    .filter(({ metadata }) => unpublishedEventIds.has(metadata.eventId));
  for (let start = 0; start < untold.length; start += AT_ONCE) {
    await Promise.all(untold.slice(start, start + AT_ONCE).map((event) => events.publish(event)));
  }
  if (untold.length > 0) {
    await store.markAllPublished(
      untold.map(({ metadata }) => metadata.eventId),
      clock.now(),
    );
  }
  return {
    accepted: insertedIds.size,
    duplicates: deposits.length - insertedIds.size,
    depositIds: deposits.map(({ deposit }) => deposit.id),
  };
}
