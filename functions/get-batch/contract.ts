import { defineContract } from '../shared/contract';

export const getBatch = defineContract({
  name: 'get-batch',
  summary: 'Shows how far a batch is to the identity that submitted it.',
  memoryMib: 256,
  // Below API Gateway's 29 seconds.
  timeoutSeconds: 27,
  uses: {
    batchStatus: { kind: 'table', access: 'read' },
  },
  triggers: [{ kind: 'api', method: 'GET', path: '/batches/{id}' }],
});
