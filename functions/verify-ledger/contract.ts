import { defineContract } from '../shared/contract';

export const verifyLedger = defineContract({
  name: 'verify-ledger',
  summary: 'Computes the chain of the ledger anew and names the first entry that breaks it.',
  memoryMib: 512,
  timeoutSeconds: 300,
  reservedConcurrency: 1,
  uses: {
    ledger: { kind: 'database', access: 'write' },
    deposits: { kind: 'event-bus', access: 'publish' },
  },
  triggers: [{ kind: 'schedule', expression: 'rate(1 hour)' }],
  watched: [
    {
      metric: 'LedgerBreaks',
      what: 'The ledger does not verify: an entry was changed, removed or forged.',
      first: 'Read the newest report in the log of the function, stop postings, and follow docs/ledger.md.',
    },
    {
      metric: 'LedgerVerificationIncomplete',
      what: 'The time did not suffice to verify the ledger.',
      first: 'Look at the duration and the number of entries; raise the memory or the time limit.',
    },
  ],
});
