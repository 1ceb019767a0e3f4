import { defineContract } from '../shared/contract';
import { depositBodySchema } from './body-schema';

export const submitDeposit = defineContract({
  name: 'submit-deposit',
  summary: 'Accepts a cheque deposit once for each idempotency key and tells the system of it.',
  memoryMib: 512,
  // Below API Gateway's 29 seconds, and long enough for a paused database to resume, which takes about 15.
  timeoutSeconds: 27,
  uses: {
    ledger: { kind: 'database', access: 'read-write' },
    idempotency: { kind: 'table', access: 'claim' },
    deposits: { kind: 'event-bus', access: 'publish' },
    images: { kind: 'bucket', access: 'presign-upload' },
    pseudonymKey: { kind: 'secret', access: 'read' },
  },
  triggers: [
    {
      kind: 'api',
      method: 'POST',
      path: '/deposits',
      requiredHeaders: ['Idempotency-Key'],
      bodySchema: depositBodySchema,
    },
  ],
});
