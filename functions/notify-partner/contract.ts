import { defineContract } from '../shared/contract';

export const notifyPartner = defineContract({
  name: 'notify-partner',
  summary: 'Tells the partner bank of each outcome by a signed webhook.',
  memoryMib: 256,
  timeoutSeconds: 60,
  uses: {
    partner: { kind: 'webhook', access: 'call' },
    partnerSigningKey: { kind: 'secret', access: 'read' },
  },
  triggers: [{ kind: 'queue', queue: 'notifications', batchSize: 5, maximumConcurrency: 4 }],
});
