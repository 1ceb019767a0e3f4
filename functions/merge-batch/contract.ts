import { defineContract } from '../shared/contract';

export const mergeBatch = defineContract({
  name: 'merge-batch',
  summary: 'Merges the results of a batch into its report and tells that it is done.',
  memoryMib: 512,
  timeoutSeconds: 120,
  uses: {
    batches: { kind: 'bucket', access: 'read-write', reads: ['work/'], writes: ['reports/'] },
    batchStatus: { kind: 'table', access: 'read-write' },
    deposits: { kind: 'event-bus', access: 'publish' },
  },
  triggers: [{ kind: 'workflow', workflow: 'batch' }],
});
