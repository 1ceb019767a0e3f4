import type { Approval } from '../../../../functions/deposits/clearing/approval';
import { CHECKS, type CheckResult } from '../../../../functions/deposits/clearing/check';
import type { Approvals, StoredApproval } from '../../../../functions/deposits/clearing/ports';
import type { Deposit } from '../../../../functions/deposits/deposit';
import { CALLER } from '../../support/fakes';

export const DEPOSIT_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

/** The cheque of this deposit, in the tests that read one. */
export const DEPOSIT: Deposit = {
  id: DEPOSIT_ID,
  status: 'CLEARING',
  channel: 'box',
  amount: { minorUnits: 125_000, currency: 'USD' },
  chequeNumber: '001234',
  drawer: { routingNumber: '021000021', accountNumber: '123456789012' },
  depositAccountNumber: '987654321098',
  depositBoxId: 'box-0001',
  submittedBy: CALLER,
  receivedAt: new Date('2026-01-01T00:00:00.000Z'),
};

export const ALL_PASSED: readonly CheckResult[] = CHECKS.map((check) => ({
  check,
  outcome: 'PASSED',
  reasons: [],
}));

/** Approvals in memory, with the semantics of the table: a change counts only on the revision that was read. */
export class InMemoryApprovals implements Approvals {
  readonly stored = new Map<string, StoredApproval>();
  /** Called before each call takes effect. */
  before: (what: 'find' | 'save') => Promise<void> = async () => undefined;

  async find(depositId: string) {
    await this.before('find');
    return this.stored.get(depositId);
  }

  async save(approval: Approval, replaces: number | undefined) {
    await this.before('save');
    if (this.stored.get(approval.depositId)?.revision !== replaces) return undefined;
    const revision = (replaces ?? 0) + 1;
    this.stored.set(approval.depositId, { approval, revision });
    return revision;
  }
}
