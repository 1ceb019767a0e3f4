import { defineContract } from '../shared/contract';

export const requestApproval = defineContract({
  name: 'request-approval',
  summary: 'Keeps the task token of a deposit that a person has to approve, and tells that it waits.',
  memoryMib: 256,
  timeoutSeconds: 30,
  uses: {
    ledger: { kind: 'database', access: 'read-write' },
    approvals: { kind: 'table', access: 'replace' },
    deposits: { kind: 'event-bus', access: 'publish' },
    // A task that runs again after a person has answered passes the answer on to its own token.
    clearing: { kind: 'workflow', access: 'answer' },
  },
  triggers: [{ kind: 'workflow', workflow: 'clearing' }],
});
