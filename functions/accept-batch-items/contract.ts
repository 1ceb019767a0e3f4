import { defineContract } from '../shared/contract';

export const acceptBatchItems = defineContract({
  name: 'accept-batch-items',
  summary: 'Accepts some cheques of a batch as deposits, each once.',
  memoryMib: 256,
  timeoutSeconds: 60,
  uses: {
    ledger: { kind: 'database', access: 'read-write' },
    deposits: { kind: 'event-bus', access: 'publish' },
  },
  triggers: [{ kind: 'workflow', workflow: 'batch' }],
});
