import * as v from 'valibot';
import { DEPOSIT_STATUSES, type Deposit } from '../deposits/deposit';
import type { DepositReader } from '../deposits/ports';
import type { StatementRunner } from './data-api';
import { text, uuid } from './sql-parameters';

/** Times come as milliseconds: texts of times depend on the session's settings. */
const SELECT = `
  select id, status, amount_minor, currency, cheque_number, drawer_routing_number, drawer_account_number,
         deposit_account_number, deposit_box_id, submitted_by,
         cast(extract(epoch from received_at) * 1000 as bigint) as received_at_ms
    from deposits.deposit
   where id = :id and submitted_by = :submitted_by`;

const row = v.object({
  id: v.string(),
  status: v.picklist(DEPOSIT_STATUSES),
  amount_minor: v.pipe(v.number(), v.safeInteger()),
  currency: v.string(),
  cheque_number: v.string(),
  drawer_routing_number: v.string(),
  drawer_account_number: v.string(),
  deposit_account_number: v.string(),
  deposit_box_id: v.string(),
  submitted_by: v.string(),
  received_at_ms: v.pipe(v.number(), v.safeInteger()),
});

/** Reads deposits from the ledger's database. */
export class LedgerDepositReader implements DepositReader {
  constructor(private readonly statements: StatementRunner) {}

  async find(depositId: string, submittedBy: string): Promise<Deposit | undefined> {
    const rows = await this.statements.run({
      sql: SELECT,
      parameters: [uuid('id', depositId), text('submitted_by', submittedBy)],
    });
    const [first] = rows;
    return first && asDeposit(first);
  }
}

function asDeposit(input: unknown): Deposit {
  const parsed = v.safeParse(row, input);
  if (!parsed.success) {
    const columns = parsed.issues.map((issue) => v.getDotPath(issue)).join(', ');
    throw new Error(`the table deposits.deposit is not as this version of the function expects: ${columns}`);
  }
  const found = parsed.output;
  return {
    id: found.id,
    status: found.status,
    amount: { minorUnits: found.amount_minor, currency: found.currency },
    chequeNumber: found.cheque_number,
    drawer: { routingNumber: found.drawer_routing_number, accountNumber: found.drawer_account_number },
    depositAccountNumber: found.deposit_account_number,
    depositBoxId: found.deposit_box_id,
    submittedBy: found.submitted_by,
    receivedAt: new Date(found.received_at_ms),
  };
}
