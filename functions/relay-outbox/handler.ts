import { DataApi } from '../adapters/data-api';
import { EventBridgeDepositEvents } from '../adapters/event-publisher';
import { LedgerOutbox } from '../adapters/outbox';
import type { WaitingEvent } from '../deposits/events/ports';
import { readEnvironment } from '../shared/environment';
import { createLogger } from '../shared/logger';
import { Metrics } from '../shared/metrics';
import { scheduleHandler } from '../shared/schedule-handler';
import { relayOutbox as contract } from './contract';
import { relayOutbox } from './relay';

const environment = readEnvironment(contract);
const metrics = new Metrics(contract.name);

/** What was published must still be marked when the time for publishing is over. */
const MARKING_MILLIS = 1500;

/** Each minute. It throws when bus or database stayed out of reach, so that the run counts as failed. */
export const handler = scheduleHandler(
  createLogger(contract.name),
  async ({ deadline, log }): Promise<void> => {
    const { unavailable, ...relayed } = await relayOutbox({
      outbox: new LedgerOutbox(new DataApi(environment.ledger, deadline.extended(MARKING_MILLIS))),
      events: new EventBridgeDepositEvents(environment.deposits.busName, deadline),
      clock: { now: () => new Date() },
      remainingMillis: () => deadline.remainingMillis(),
      observer: {
        relayed: (event) => log.info(told(event), 'an event was published late'),
        refused: (event, error) =>
          log.error({ ...told(event), error }, 'a stored event does not conform and stays unpublished'),
        failed: (event, error) =>
          log.error({ ...told(event), error }, 'a stored event could not be published'),
      },
    });
    metrics.record({
      OutboxAge: relayed.oldestSeconds,
      OutboxPoisonRows: relayed.poison,
      OutboxRelayed: relayed.published,
    });
    log.info(relayed, 'the outbox was relayed');
    if (unavailable) throw unavailable;
  },
);

function told(waiting: WaitingEvent): object {
  const { eventId } = waiting.position;
  if ('refused' in waiting) return { eventId };
  return { eventId, type: waiting.event.type, depositId: waiting.event.data.depositId };
}
