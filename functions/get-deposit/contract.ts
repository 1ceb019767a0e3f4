import { defineContract } from '../shared/contract';

export const getDeposit = defineContract({
  name: 'get-deposit',
  summary: 'Shows a deposit to the identity that submitted it.',
  memoryMib: 512,
  // Below API Gateway's 29 seconds, and long enough for a paused database to resume, which takes about 15.
  timeoutSeconds: 27,
  uses: {
    ledger: { kind: 'database', access: 'read' },
  },
  triggers: [{ kind: 'api', method: 'GET', path: '/deposits/{id}' }],
});
