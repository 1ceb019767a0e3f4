import { defineContract } from '../shared/contract';

export const verifyAccount = defineContract({
  name: 'verify-account',
  summary: 'Checks that the account of the deposit may receive money.',
  memoryMib: 256,
  timeoutSeconds: 30,
  uses: {
    ledger: { kind: 'database', access: 'read' },
  },
  triggers: [{ kind: 'workflow', workflow: 'clearing' }],
});
