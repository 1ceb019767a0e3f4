import * as v from 'valibot';
import { RESTRICTIONS, type Restriction } from '../deposits/clearing/account';
import {
  type AccountRestrictions,
  type ScreeningRecords,
  UnknownDepositError,
} from '../deposits/clearing/ports';
import type { ScreeningFacts } from '../deposits/clearing/screening';
import type { StatementRunner } from './data-api';
import { checkedRow } from './deposit-reader';
import { uuid } from './sql-parameters';

/** The expressions are those of the index: zeros in front make no other account and no other cheque. */
const SELECT_FACTS = `
  select exists (
           select from deposits.deposit as other
            where other.drawer_routing_number = this.drawer_routing_number
              and ltrim(other.drawer_account_number, '0') = ltrim(this.drawer_account_number, '0')
              and ltrim(other.cheque_number, '0') = ltrim(this.cheque_number, '0')
              and other.status <> 'REJECTED'
              and (other.received_at, other.id) < (this.received_at, this.id)
         ) as is_presented_before,
         exists (
           select from deposits.blocked_drawer as blocked
            where blocked.routing_number = this.drawer_routing_number
              and ltrim(blocked.account_number, '0') = ltrim(this.drawer_account_number, '0')
         ) as is_drawer_blocked
    from deposits.deposit as this
   where this.id = :id`;

const facts = v.object({ is_presented_before: v.boolean(), is_drawer_blocked: v.boolean() });

/** Looks at the other deposits of the cheque, and at the list of blocked drawers. */
export class LedgerScreeningRecords implements ScreeningRecords {
  constructor(private readonly statements: StatementRunner) {}

  async factsOf(depositId: string): Promise<ScreeningFacts> {
    const [row] = await this.statements.run({ sql: SELECT_FACTS, parameters: [uuid('id', depositId)] });
    if (!row) throw new UnknownDepositError();
    const found = checkedRow('deposits.deposit', facts, row);
    return { isPresentedBefore: found.is_presented_before, isDrawerBlocked: found.is_drawer_blocked };
  }
}

const SELECT_RESTRICTION = `
  select restriction.kind
    from deposits.deposit as this
    left join deposits.account_restriction as restriction
      on restriction.account_number = this.deposit_account_number
   where this.id = :id`;

const restriction = v.object({ kind: v.nullable(v.picklist(RESTRICTIONS)) });

/** Looks at the list of accounts that may receive no deposit. */
export class LedgerAccountRestrictions implements AccountRestrictions {
  constructor(private readonly statements: StatementRunner) {}

  async ofDeposit(depositId: string): Promise<Restriction | undefined> {
    const [row] = await this.statements.run({ sql: SELECT_RESTRICTION, parameters: [uuid('id', depositId)] });
    if (!row) throw new UnknownDepositError();
    return checkedRow('deposits.account_restriction', restriction, row).kind ?? undefined;
  }
}
