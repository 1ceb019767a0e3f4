import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DEPOSIT_RECEIVED, type DepositReceived, EVENT_SOURCE } from '../deposits/events/deposit-received';
import type { DepositEvents } from '../deposits/ports';
import type { Deadline } from '../shared/deadline';
import { retry } from '../shared/retry';
import { CLIENT_DEFAULTS } from './client-defaults';
import { isTransient } from './transient';

let client: EventBridgeClient | undefined;
function eventBridgeClient(): EventBridgeClient {
  client ??= new EventBridgeClient(CLIENT_DEFAULTS);
  return client;
}

/** PutEvents answers 200 and tells in the entry that it was not taken. */
class EntryRefusedError extends Error {
  override readonly name = 'EntryRefusedError';

  constructor(readonly code: string) {
    super(`the event bus did not take the event: ${code}`);
  }
}

const TRANSIENT_ENTRY_CODES: ReadonlySet<string> = new Set(['InternalFailure', 'ThrottlingException']);

/** Publishes the events of the domain on its bus. */
export class EventBridgeDepositEvents implements DepositEvents {
  constructor(
    private readonly busName: string,
    private readonly deadline: Deadline,
  ) {}

  /** @throws UnavailableError when the bus does not take the event in time */
  async publish(event: DepositReceived): Promise<void> {
    const entry = {
      EventBusName: this.busName,
      Source: EVENT_SOURCE,
      DetailType: DEPOSIT_RECEIVED,
      Time: new Date(event.metadata.occurredAt),
      Resources: [],
      Detail: JSON.stringify(event),
    };
    await retry(
      async (abortSignal) => {
        const output = await eventBridgeClient().send(new PutEventsCommand({ Entries: [entry] }), {
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
