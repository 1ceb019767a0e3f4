import { defineContract } from '../shared/contract';

export const decideDeposit = defineContract({
  name: 'decide-deposit',
  summary:
    'Merges the checks, and the answer of a person where there is one, into a decision, and tells of a rejection.',
  memoryMib: 256,
  timeoutSeconds: 30,
  uses: {
    ledger: { kind: 'database', access: 'read-write' },
    deposits: { kind: 'event-bus', access: 'publish' },
  },
  triggers: [{ kind: 'workflow', workflow: 'clearing' }],
});
