import { defineContract } from '../shared/contract';

export const migrateDatabase = defineContract({
  name: 'migrate-database',
  summary:
    'Brings the ledger database to the schema of this version and gives the application user its password.',
  memoryMib: 256,
  timeoutSeconds: 300,
  reservedConcurrency: 1,
  uses: {
    ledger: { kind: 'database', access: 'administer' },
    ledgerApplication: { kind: 'secret', access: 'read' },
  },
  triggers: [{ kind: 'deployment' }],
});
