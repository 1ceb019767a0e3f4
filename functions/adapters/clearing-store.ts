import * as v from 'valibot';
import { DEPOSIT_STATUSES, type DepositStatus } from '../deposits/deposit';
import type { StatementRunner } from './data-api';
import { uuid } from './sql-parameters';

/**
 * One statement, so that it needs no transaction. Its `select` sees the table as it was before its `update`: the status
 * that it returns is the one that the deposit had.
 */
const BEGIN = `
  with begun as (
    update deposits.deposit set status = 'CLEARING', updated_at = now() where id = :id and status = 'RECEIVED'
  )
  select status from deposits.deposit where id = :id`;

const row = v.object({ status: v.picklist(DEPOSIT_STATUSES) });

/** Moves deposits into their clearing, in the ledger's database. */
export class LedgerClearingStore {
  constructor(private readonly statements: StatementRunner) {}

  /**
   * Marks a received deposit as one that is being cleared. Any other stays as it is, so that it may run twice.
   *
   * @returns the status before; nothing when there is no such deposit
   */
  async begin(depositId: string): Promise<DepositStatus | undefined> {
    const [found] = await this.statements.run({ sql: BEGIN, parameters: [uuid('id', depositId)] });
    if (!found) return undefined;
    const parsed = v.safeParse(row, found);
    if (!parsed.success) throw new Error('the status of a deposit is not one that this version knows');
    return parsed.output.status;
  }
}
