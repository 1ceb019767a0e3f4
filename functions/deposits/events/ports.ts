import type { DomainEvent } from './catalogue';

/** Tells events to whoever listens. */
export interface DomainEvents {
  /** At least once: a consumer may see the event again, with the same event id. */
  publish(event: DomainEvent): Promise<void>;
}

/** The events that are stored with the deposit that they tell of: those that name one. */
export type StoredEvent = Extract<DomainEvent, { readonly data: { readonly depositId: string } }>;

/** The place of an event among those that wait, oldest first. */
export interface OutboxPosition {
  readonly createdAtMicros: number;
  readonly eventId: string;
}

/** What was stored and not published, and whether this version of the program can read it. */
export type WaitingEvent = { readonly position: OutboxPosition } & (
  | { readonly event: StoredEvent }
  /** Stored, and not an event of the catalogue. */
  | { readonly refused: Error }
);

/** Events that were stored together with what they tell of, in one transaction. */
export interface EventOutbox {
  /**
   * What waits, oldest first.
   *
   * @param olderThan what was stored later is left to whoever stored it
   * @param after the place from which to go on. @default from the oldest
   */
  unpublished(limit: number, olderThan: Date, after?: OutboxPosition): Promise<readonly WaitingEvent[]>;
  /** Keeps the time of the first publication. */
  markPublished(eventId: string, at: Date): Promise<void>;
}
