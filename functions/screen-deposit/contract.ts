import { defineContract } from '../shared/contract';

export const screenDeposit = defineContract({
  name: 'screen-deposit',
  summary: 'Finds cheques that were presented before, and drawers that are blocked.',
  memoryMib: 256,
  timeoutSeconds: 30,
  uses: {
    ledger: { kind: 'database', access: 'read' },
  },
  triggers: [{ kind: 'workflow', workflow: 'clearing' }],
});
