import type { DomainEvents, EventOutbox, OutboxPosition, WaitingEvent } from '../deposits/events/ports';
import type { Clock } from '../deposits/ports';
import { UnavailableError } from '../shared/errors';
import { inParallel } from '../shared/in-parallel';

export interface RelayPorts {
  readonly outbox: EventOutbox;
  readonly events: DomainEvents;
  readonly clock: Clock;
  /** Time that is left for the run. */
  readonly remainingMillis: () => number;
  readonly observer: {
    relayed(event: WaitingEvent): void;
    /** The row is no event of the catalogue. */
    refused(event: WaitingEvent, error: Error): void;
    /** The event could not be published or marked now. */
    failed(event: WaitingEvent, error: unknown): void;
  };
}

export interface Relayed {
  readonly published: number;
  /** Rows that are no events of the catalogue. */
  readonly poison: number;
  /** Events that conform and could not be published or marked. */
  readonly failed: number;
  /** Seconds since the oldest event that waits was stored. Zero when none waited. */
  readonly oldestSeconds: number;
  /** Whether everything that waited was looked at, as opposed to: the time was over. */
  readonly complete: boolean;
  /** Bus or database stayed out of reach, and the rest was left to the next run. */
  readonly unavailable?: UnavailableError;
}

/** Whoever stored an event publishes it at once: what is younger is still in their hands. */
const GRACE_MILLIS = 60_000;

/** An event has some hundred bytes, and an answer of the Data API may have a megabyte. */
const PAGE_SIZE = 100;

const AT_ONCE = 8;

/** Below this, no further page is begun. */
const SHORTEST_PAGE_MILLIS = 2000;

/**
 * Publishes what was stored and never published, oldest first, until all is out or the time is over.
 *
 * Two relays at once, or one that was ended between publishing and marking, publish an event twice with the same event
 * id, which every consumer has to take anyway. A row that does not conform, or that the bus refuses, is passed over: it
 * stays, is told in every run, and holds up nothing.
 *
 * @throws UnavailableError when the outbox cannot be read in time
 */
export async function relayOutbox(ports: RelayPorts): Promise<Relayed> {
  const startedAt = ports.clock.now();
  const olderThan = new Date(startedAt.getTime() - GRACE_MILLIS);
  const counts = { published: 0, poison: 0, failed: 0 };
  let oldestSeconds = 0;
  let after: OutboxPosition | undefined;
  for (;;) {
    if (ports.remainingMillis() < SHORTEST_PAGE_MILLIS) return { ...counts, oldestSeconds, complete: false };
    const page = await ports.outbox.unpublished(PAGE_SIZE, olderThan, after);
    if (!after) oldestSeconds = ageInSeconds(page[0], startedAt);
    const unavailable = await relayPage(ports, page, counts);
    if (unavailable) return { ...counts, oldestSeconds, complete: false, unavailable };
    after = page.at(-1)?.position;
    if (!after || page.length < PAGE_SIZE) return { ...counts, oldestSeconds, complete: true };
  }
}

async function relayPage(
  ports: RelayPorts,
  page: readonly WaitingEvent[],
  counts: { published: number; poison: number; failed: number },
): Promise<UnavailableError | undefined> {
  let unavailable: UnavailableError | undefined;
  await inParallel(page, AT_ONCE, async (waiting) => {
    if (unavailable) return;
    if ('refused' in waiting) {
      counts.poison += 1;
      ports.observer.refused(waiting, waiting.refused);
      return;
    }
    try {
      await ports.events.publish(waiting.event);
      await ports.outbox.markPublished(waiting.event.metadata.eventId, ports.clock.now());
      counts.published += 1;
      ports.observer.relayed(waiting);
    } catch (error) {
      counts.failed += 1;
      ports.observer.failed(waiting, error);
      if (error instanceof UnavailableError) unavailable = error;
    }
  });
  return unavailable;
}

function ageInSeconds(oldest: WaitingEvent | undefined, now: Date): number {
  if (!oldest) return 0;
  return Math.max(0, now.getTime() / 1000 - oldest.position.createdAtMicros / 1_000_000);
}
