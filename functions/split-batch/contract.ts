import { defineContract } from '../shared/contract';

export const splitBatch = defineContract({
  name: 'split-batch',
  summary: 'Checks the file of a batch line by line and splits it into items.',
  memoryMib: 1024,
  timeoutSeconds: 120,
  uses: {
    batches: { kind: 'bucket', access: 'read-write', reads: ['incoming/'], writes: ['work/'] },
    batchStatus: { kind: 'table', access: 'read-write' },
  },
  triggers: [{ kind: 'workflow', workflow: 'batch' }],
});
