import { type DepositCleared, depositCleared } from '../events/deposit-cleared';
import type { DomainEvents, EventOutbox } from '../events/ports';
import type { Money } from '../money';
import type { Clock } from '../ports';
import { clearedEventId } from './cleared-event-id';

/** What the ledger answers about the entry of a deposit, now or earlier. */
export interface Posted {
  readonly depositId: string;
  readonly ledgerSequence: number;
  readonly amount: Money;
  readonly postedAt: Date;
}

export interface Posting {
  readonly posted: Posted;
  readonly event: DepositCleared;
  /** An earlier attempt posted the deposit. */
  readonly alreadyPosted: boolean;
  readonly alreadyPublished: boolean;
}

export interface Ledger {
  /**
   * In one transaction: the entry, the deposit's status and the event that tells of it. A deposit that is posted already
   * is answered as it was the first time, so that an attempt whose end is not known can be repeated.
   *
   * @throws DepositUnknownError, DepositNotPostableError
   */
  post(depositId: string, eventOf: (posted: Posted) => DepositCleared): Promise<Posting>;
}

export interface PostDepositPorts {
  readonly ledger: Ledger;
  readonly events: DomainEvents;
  readonly outbox: Pick<EventOutbox, 'markPublished'>;
  readonly clock: Clock;
}

/**
 * Posts a deposit once, however often and however simultaneously it is called, and tells of it at least once. What it
 * does is safe to repeat from any point; should no attempt come to the end, the relay of the outbox tells.
 *
 * @throws DepositUnknownError, DepositNotPostableError
 * @throws whatever a port throws
 */
export async function postDeposit(ports: PostDepositPorts, depositId: string): Promise<Posting> {
  const posting = await ports.ledger.post(depositId, (posted) =>
    depositCleared(posted, clearedEventId(posted.depositId)),
  );
  if (!posting.alreadyPublished) {
    await ports.events.publish(posting.event);
    await ports.outbox.markPublished(posting.event.metadata.eventId, ports.clock.now());
  }
  return posting;
}
