import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { checkEvent, type DomainEvent } from '../deposits/events/catalogue';
import { EVENT_SOURCE } from '../deposits/events/event';
import type { DomainEvents } from '../deposits/events/ports';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import { CLIENT_DEFAULTS } from './client-defaults';
import { isTransient } from './transient';

const eventBridgeClient = new EventBridgeClient(CLIENT_DEFAULTS);

/** PutEvents answers 200 and tells in the entry that it was not taken. */
class EntryRefusedError extends Error {
  override readonly name = 'EntryRefusedError';

  constructor(readonly code: string) {
    super(`the event bus did not take the event: ${code}`);
  }
}

const TRANSIENT_ENTRY_CODES: ReadonlySet<string> = new Set(['InternalFailure', 'ThrottlingException']);

/** Publishes the events of the domain on its bus. */
export class EventBridgeDepositEvents implements DomainEvents {
  constructor(
    private readonly busName: string,
    private readonly deadline: Deadline,
  ) {}

  /**
   * @throws EventRefusedError when the event does not conform to its schema; nothing was sent then
   * @throws UnavailableError when the bus does not take the event in time
   */
  async publish(event: DomainEvent): Promise<void> {
    const { type, ...detail } = checkEvent(event.type, event);
    const entry = {
      EventBusName: this.busName,
      Source: EVENT_SOURCE,
      DetailType: type,
      Time: new Date(detail.metadata.occurredAt),
      Resources: [],
      Detail: JSON.stringify(detail),
    };
    await retry(
      async (abortSignal) => {
        const output = await eventBridgeClient.send(new PutEventsCommand({ Entries: [entry] }), {
          abortSignal,
        });
        const [result] = output.Entries ?? [];
        if (output.FailedEntryCount || !result?.EventId) {
          throw new EntryRefusedError(result?.ErrorCode ?? 'no event id');
        }
      },
      {
        deadline: this.deadline,
        dependency: 'the event bus',
        isTransient: (error) =>
          error instanceof EntryRefusedError ? TRANSIENT_ENTRY_CODES.has(error.code) : isTransient(error),
        attemptMillis: 3000,
      },
    );
  }
}
