import { type ClearingDeposits, UnknownDepositError } from '../deposits/clearing/ports';
import type { Deposit } from '../deposits/deposit';
import type { StatementRunner } from './data-api';
import { asDeposit, DEPOSIT_COLUMNS } from './deposit-reader';
import { text, uuid } from './sql-parameters';

const SELECT = `select ${DEPOSIT_COLUMNS} from deposits.deposit where deposit.id = :id`;

/** Any deposit, whoever submitted it: for the clearing, which acts for no caller. */
export class LedgerClearingDeposits implements ClearingDeposits {
  constructor(private readonly statements: StatementRunner) {}

  async find(depositId: string): Promise<Deposit> {
    const [row] = await this.statements.run({ sql: SELECT, parameters: [uuid('id', depositId)] });
    if (!row) throw new UnknownDepositError();
    return asDeposit(row);
  }
}

/** Held until the transaction ends: whoever else clears this deposit waits, and then finds what was done. */
const SELECT_LOCKED = `${SELECT} for no key update`;

const UPDATE_STATUS = `update deposits.deposit set status = :status, updated_at = now() where id = :id`;

/** For use within a transaction. @throws UnknownDepositError */
export async function lockDeposit(transaction: StatementRunner, depositId: string): Promise<Deposit> {
  const [row] = await transaction.run({ sql: SELECT_LOCKED, parameters: [uuid('id', depositId)] });
  if (!row) throw new UnknownDepositError();
  return asDeposit(row);
}

/** For use within a transaction that holds the deposit. */
export async function updateStatus(
  transaction: StatementRunner,
  deposit: Deposit,
  status: Deposit['status'],
): Promise<void> {
  if (deposit.status === status) return;
  const parameters = [uuid('id', deposit.id), text('status', status)];
  await transaction.run({ sql: UPDATE_STATUS, parameters });
}
