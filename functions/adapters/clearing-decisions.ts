import * as v from 'valibot';
import type { Verdict } from '../deposits/clearing/decide';
import { eventIdOf } from '../deposits/clearing/event-id';
import type { DecisionRequest, Decisions, RecordedDecision } from '../deposits/clearing/ports';
import { REASONS, type Reason } from '../deposits/clearing/reason';
import { nextStatus } from '../deposits/clearing/status';
import type { Deposit } from '../deposits/deposit';
import { type DepositRejected, depositRejected } from '../deposits/events/deposit-rejected';
import { lockDeposit, updateStatus } from './clearing-deposits';
import type { StatementRunner } from './data-api';
import type { DataApiTransactions } from './data-api-transactions';
import { checkedRow } from './deposit-reader';
import { isPublished, outboxInsert } from './outbox';
import { json, text, timestamp, uuid } from './sql-parameters';

const SELECT = `
  select decision, cast(reasons as text) as reasons,
         cast(extract(epoch from decided_at) * 1000 as bigint) as decided_at_ms
    from deposits.decision
   where deposit_id = :deposit_id`;

/** Names the cheque as the screening does: zeros in front make no other. */
const CHEQUE = `
  concat_ws('/', drawer_routing_number, ltrim(drawer_account_number, '0'), ltrim(cheque_number, '0'))`;

/** The deposit has no decision, and its row is held: what conflicts can only be the cheque. */
const INSERT_POST = `
  insert into deposits.decision (deposit_id, decision, reasons, approval, approved_by, posted_cheque, decided_at)
  select id, 'POST', cast('[]' as jsonb), cast(:approval as text), cast(:approved_by as text), ${CHEQUE},
         cast(:decided_at as timestamp) at time zone 'UTC'
    from deposits.deposit
   where id = :deposit_id
      on conflict (posted_cheque) do nothing
  returning decision`;

const INSERT_REJECT = `
  insert into deposits.decision (deposit_id, decision, reasons, approval, approved_by, decided_at)
  values (:deposit_id, 'REJECT', :reasons, :approval, :approved_by,
          cast(:decided_at as timestamp) at time zone 'UTC')`;

const row = v.object({
  decision: v.picklist(['POST', 'REJECT']),
  reasons: v.pipe(v.string(), v.parseJson(), v.array(v.picklist(REASONS))),
  decided_at_ms: v.pipe(v.number(), v.safeInteger()),
});

interface Found {
  readonly decision: 'POST' | 'REJECT';
  readonly reasons: readonly Reason[];
  readonly decidedAt: Date;
}

/**
 * Decisions in the ledger's database. The row of the deposit is held for the length of the transaction, and a decision
 * is unique for its deposit and for its cheque: the database itself lets no deposit be decided twice and no cheque be
 * posted twice, whatever the order and the number of those who try.
 */
export class LedgerDecisions implements Decisions {
  constructor(private readonly transactions: DataApiTransactions) {}

  decide(request: DecisionRequest): Promise<RecordedDecision | (Verdict & { readonly decision: 'REVIEW' })> {
    return this.transactions.run(async (transaction) => {
      const deposit = await lockDeposit(transaction, request.depositId);
      const existing = await find(transaction, deposit.id);
      if (existing) return asRecorded(transaction, deposit.id, existing);
      const { decision, reasons } = request.choose(deposit);
      if (decision === 'REVIEW') {
        nextStatus(deposit.status, 'request-approval');
        return { decision, reasons };
      }
      if (decision === 'POST' && (await insertPost(transaction, deposit, request))) {
        return { decision, reasons };
      }
      return reject(
        transaction,
        deposit,
        request,
        decision === 'POST' ? ['CHEQUE_PRESENTED_BEFORE'] : reasons,
      );
    });
  }
}

/** Whether it was recorded: not when the cheque is posted for another deposit. */
async function insertPost(
  transaction: StatementRunner,
  deposit: Deposit,
  request: DecisionRequest,
): Promise<boolean> {
  const status = request.approval ? nextStatus(deposit.status, 'resume') : deposit.status;
  nextStatus(status, 'post');
  const inserted = await transaction.run({ sql: INSERT_POST, parameters: parametersOf(request) });
  if (inserted.length === 0) return false;
  await updateStatus(transaction, deposit, status);
  return true;
}

async function reject(
  transaction: StatementRunner,
  deposit: Deposit,
  request: DecisionRequest,
  reasons: readonly Reason[],
): Promise<RecordedDecision> {
  const status = nextStatus(deposit.status, 'reject');
  await transaction.run({
    sql: INSERT_REJECT,
    parameters: [...parametersOf(request), json('reasons', reasons)],
  });
  await updateStatus(transaction, deposit, status);
  const { decidedAt } = request;
  await transaction.run(outboxInsert(rejection(deposit.id, { reasons, decidedAt })));
  return asRecorded(transaction, deposit.id, { decision: 'REJECT', reasons, decidedAt });
}

function parametersOf({ depositId, approval, decidedAt }: DecisionRequest) {
  return [
    uuid('deposit_id', depositId),
    text('approval', approval?.outcome ?? null),
    text('approved_by', approval?.by ?? null),
    timestamp('decided_at', decidedAt),
  ];
}

async function find(transaction: StatementRunner, depositId: string): Promise<Found | undefined> {
  const [found] = await transaction.run({ sql: SELECT, parameters: [uuid('deposit_id', depositId)] });
  if (!found) return undefined;
  const { decision, reasons, decided_at_ms: decidedAt } = checkedRow('deposits.decision', row, found);
  return { decision, reasons, decidedAt: new Date(decidedAt) };
}

async function asRecorded(
  transaction: StatementRunner,
  depositId: string,
  { decision, reasons, decidedAt }: Found,
): Promise<RecordedDecision> {
  if (decision === 'POST') return { decision, reasons };
  const event = rejection(depositId, { reasons, decidedAt });
  if (await isPublished(transaction, event.metadata.eventId)) return { decision, reasons };
  return { decision, reasons, unpublished: event };
}

/** The event follows from the decision: every attempt to tell it tells the same. */
function rejection(depositId: string, { reasons, decidedAt }: Omit<Found, 'decision'>): DepositRejected {
  const eventId = eventIdOf('DepositRejected', depositId);
  return depositRejected({ depositId, reasons, rejectedAt: decidedAt }, eventId);
}
