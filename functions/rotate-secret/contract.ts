import { defineContract } from '../shared/contract';

export const rotateSecret = defineContract({
  name: 'rotate-secret',
  summary: "Rotates the password of the ledger's application user, called by Secrets Manager step by step.",
  memoryMib: 256,
  timeoutSeconds: 120,
  reservedConcurrency: 1,
  uses: {
    ledger: { kind: 'database', access: 'administer' },
    ledgerApplication: { kind: 'secret', access: 'rotate' },
  },
  triggers: [{ kind: 'rotation', secret: 'ledgerApplication' }],
});
