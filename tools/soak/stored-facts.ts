import { AuroraLedgerAudit } from '../../functions/adapters/ledger-audit';
import type { ChainPosition, LedgerEntry } from '../../functions/deposits/ledger/ledger-entry';
import type { LedgerOwner, Row } from '../deploy/ledger-owner';

/** A deposit as the database holds it. */
export interface StoredDeposit {
  readonly depositId: string;
  readonly status: string;
  readonly channel: string;
  readonly minorUnits: number;
  readonly currency: string;
  readonly account: string;
  /** Of the decision, where there is one. */
  readonly decision: string | undefined;
  readonly reasons: readonly string[];
}

/** What the database holds after a run. */
export interface StoredFacts {
  readonly deposits: readonly StoredDeposit[];
  readonly entries: readonly LedgerEntry[];
  readonly head: ChainPosition | undefined;
  readonly unpublished: readonly {
    readonly eventId: string;
    readonly depositId: string;
    readonly type: string;
  }[];
}

const PAGE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

const DEPOSITS = `
  select deposit.id, deposit.status, deposit.channel, deposit.amount_minor, deposit.currency,
         deposit.deposit_account_number as account, decision.decision,
         cast(decision.reasons as text) as reasons
    from deposits.deposit as deposit left join deposits.decision as decision on decision.deposit_id = deposit.id
   where deposit.id > cast(:after as uuid)
   order by deposit.id
   limit ${PAGE}`;

const UNPUBLISHED = `
  select event_id, deposit_id, event_type from deposits.outbox where published_at is null order by created_at limit 100`;

/** Reads everything that the reckoning needs from the database, as its owner. */
export async function readStoredFacts(ledger: Pick<LedgerOwner, 'query'>): Promise<StoredFacts> {
  const audit = new AuroraLedgerAudit({
    // The owner's query takes texts; all parameters of these statements are numbers.
    run: ({ sql, parameters = [] }) =>
      ledger.query(sql.replace(/:(\w+)/g, 'cast(:$1 as bigint)'), asTexts(parameters)),
  });
  const { head } = await audit.extent();
  return {
    deposits: await readDeposits(ledger),
    entries: await readEntries(audit),
    head,
    unpublished: (await ledger.query(UNPUBLISHED)).map((row) => ({
      eventId: String(row['event_id']),
      depositId: String(row['deposit_id']),
      type: String(row['event_type']),
    })),
  };
}

async function readDeposits(ledger: Pick<LedgerOwner, 'query'>): Promise<StoredDeposit[]> {
  const found: StoredDeposit[] = [];
  for (let after = FIRST; ; ) {
    const rows = await ledger.query(DEPOSITS, { after });
    found.push(...rows.map(asDeposit));
    const last = found.at(-1);
    if (rows.length < PAGE || !last) return found;
    after = last.depositId;
  }
}

/** Page by page until one is empty: beyond the head there must be nothing, and what is there is to be seen. */
async function readEntries(audit: AuroraLedgerAudit): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (let from = 0; ; from += PAGE) {
    const page = await audit.page({ from, through: from + PAGE - 1 });
    if (page.length === 0) return entries;
    entries.push(...page.map(({ entry }) => entry));
  }
}

function asDeposit(row: Row): StoredDeposit {
  const reasons = row['reasons'];
  return {
    depositId: String(row['id']),
    status: String(row['status']),
    channel: String(row['channel']),
    minorUnits: Number(row['amount_minor']),
    currency: String(row['currency']),
    account: String(row['account']),
    decision: typeof row['decision'] === 'string' ? row['decision'] : undefined,
    reasons: typeof reasons === 'string' ? (JSON.parse(reasons) as string[]) : [],
  };
}

function asTexts(
  parameters: readonly { readonly name?: string | undefined; readonly value?: object | undefined }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    parameters.map(({ name = '', value = {} }) => [name, String(Object.values(value)[0])]),
  );
}
