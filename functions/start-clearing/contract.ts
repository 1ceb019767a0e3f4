import { defineContract } from '../shared/contract';

export const startClearing = defineContract({
  name: 'start-clearing',
  summary: 'Starts the clearing of each received deposit, once.',
  memoryMib: 256,
  timeoutSeconds: 30,
  uses: {
    ledger: { kind: 'database', access: 'write' },
    clearing: { kind: 'workflow', access: 'start' },
  },
  triggers: [{ kind: 'queue', queue: 'clearing', batchSize: 10, maximumConcurrency: 5 }],
});
