import { defineContract } from '../shared/contract';

export const relayOutbox = defineContract({
  name: 'relay-outbox',
  summary: 'Publishes events that were stored and not published.',
  memoryMib: 256,
  timeoutSeconds: 50,
  reservedConcurrency: 1,
  uses: {
    ledger: { kind: 'database', access: 'write' },
    deposits: { kind: 'event-bus', access: 'publish' },
  },
  triggers: [{ kind: 'schedule', expression: 'rate(1 minute)' }],
  watched: [
    {
      metric: 'OutboxPoisonRows',
      what: 'An event was stored that no version of the catalogue describes; it is told to nobody.',
      first: 'Read its event id in the log of the function and mend the producer that its type names.',
    },
    {
      metric: 'OutboxAge',
      limit: 900,
      what: 'Events have waited for a quarter of an hour to be published.',
      first: 'Look at the errors of the function and at the health of EventBridge and the database.',
    },
  ],
});
