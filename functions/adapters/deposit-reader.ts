import * as v from 'valibot';
import { DEPOSIT_CHANNELS, DEPOSIT_STATUSES, type Deposit } from '../deposits/deposit';
import type { DepositReader, FoundDeposit } from '../deposits/ports';
import type { StatementRunner } from './data-api';
import { text, uuid } from './sql-parameters';

/** The columns that make a deposit. Times come as milliseconds: texts of times depend on the session's settings. */
export const DEPOSIT_COLUMNS = `
  deposit.id, deposit.status, deposit.channel, deposit.amount_minor, deposit.currency, deposit.cheque_number,
  deposit.drawer_routing_number, deposit.drawer_account_number, deposit.deposit_account_number,
  deposit.deposit_box_id, deposit.submitted_by,
  cast(extract(epoch from deposit.received_at) * 1000 as bigint) as received_at_ms`;

/** The reasons as a text: `jsonb` has no form of its own in the Data API. */
const SELECT = `
  select ${DEPOSIT_COLUMNS}, cast(decision.reasons as text) as rejection_reasons
    from deposits.deposit
    left join deposits.decision on decision.deposit_id = deposit.id and decision.decision = 'REJECT'
   where deposit.id = :id and deposit.submitted_by = :submitted_by`;

const row = v.object({
  id: v.string(),
  status: v.picklist(DEPOSIT_STATUSES),
  channel: v.picklist(DEPOSIT_CHANNELS),
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
const rejection = v.object({
  rejection_reasons: v.nullish(v.pipe(v.string(), v.parseJson(), v.array(v.string()))),
});

/** Reads deposits from the ledger's database. */
export class LedgerDepositReader implements DepositReader {
  constructor(private readonly statements: StatementRunner) {}

  async find(depositId: string, submittedBy: string): Promise<FoundDeposit | undefined> {
    const rows = await this.statements.run({
      sql: SELECT,
      parameters: [uuid('id', depositId), text('submitted_by', submittedBy)],
    });
    const [first] = rows;
    if (!first) return undefined;
    const deposit = asDeposit(first);
    const { rejection_reasons: reasons } = checkedRow('deposits.decision', rejection, first);
    return reasons ? { ...deposit, rejectionReasons: reasons } : deposit;
  }
}

/** @throws Error when the row is not of the table that this version knows */
export function asDeposit(input: unknown): Deposit {
  const found = checkedRow('deposits.deposit', row, input);
  return {
    id: found.id,
    status: found.status,
    channel: found.channel,
    amount: { minorUnits: found.amount_minor, currency: found.currency },
    chequeNumber: found.cheque_number,
    drawer: { routingNumber: found.drawer_routing_number, accountNumber: found.drawer_account_number },
    depositAccountNumber: found.deposit_account_number,
    depositBoxId: found.deposit_box_id,
    submittedBy: found.submitted_by,
    receivedAt: new Date(found.received_at_ms),
  };
}

/** @throws Error when the row is not of the table that this version knows; it names columns, never values */
export function checkedRow<T>(table: string, schema: v.GenericSchema<unknown, T>, input: unknown): T {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const columns = parsed.issues.map((issue) => v.getDotPath(issue)).join(', ');
  throw new Error(`the table ${table} is not as this version of the function expects: ${columns}`);
}
