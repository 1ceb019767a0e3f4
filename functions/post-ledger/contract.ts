import { defineContract } from '../shared/contract';

export const postLedger = defineContract({
  name: 'post-ledger',
  summary: 'Posts a cleared deposit to the ledger, exactly once, and tells of it.',
  memoryMib: 256,
  timeoutSeconds: 30,
  uses: {
    ledger: { kind: 'database', access: 'read-write' },
    deposits: { kind: 'event-bus', access: 'publish' },
  },
  triggers: [{ kind: 'workflow', workflow: 'clearing' }],
});
