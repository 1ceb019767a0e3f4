import { defineContract } from '../shared/contract';

export const submitBatch = defineContract({
  name: 'submit-batch',
  summary: 'Announces a file of cheques and answers where to upload it.',
  memoryMib: 256,
  // Below API Gateway's 29 seconds.
  timeoutSeconds: 27,
  uses: {
    batches: { kind: 'bucket', access: 'presign-upload' },
    batchStatus: { kind: 'table', access: 'read-write' },
  },
  triggers: [{ kind: 'api', method: 'POST', path: '/batches', requiredHeaders: ['Idempotency-Key'] }],
});
