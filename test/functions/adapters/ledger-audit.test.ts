import type { StatementRunner } from '../../../functions/adapters/data-api';
import { AuroraLedgerAudit } from '../../../functions/adapters/ledger-audit';
import { verifyLedger } from '../../../functions/deposits/ledger/verify-ledger';

// What its statements find in a real database: test/functions/ledger/ledger-suite.ts. Here, what none should answer.

describe('AuroraLedgerAudit', () => {
  test('GIVEN a database that answers no rows at all THEN the ledger has no head, and is not called intact', async () => {
    const ran: string[] = [];
    const statements: StatementRunner = {
      run: async ({ sql }) => {
        ran.push(sql);
        return [];
      },
    };
    const audit = new AuroraLedgerAudit(statements);
    await expect(audit.extent()).resolves.toEqual({});
    const report = await verifyLedger({ audit, run: 1, segmentEntries: 100, isOutOfTime: () => false });
    expect(report).toMatchObject({ intact: false, breaks: [{ sequence: 0, kind: 'HEAD_MISMATCH' }] });
    expect(ran.filter((sql) => sql.includes('insert'))).toEqual([]);
  });
});
