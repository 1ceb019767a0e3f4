import type { ChainPosition } from '../deposits/ledger/ledger-entry';
import type { EntryRange } from '../deposits/ledger/verification-ranges';
import type { EntryWithDeposit, LedgerAudit, LedgerExtent } from '../deposits/ledger/verify-ledger';
import type { Row, StatementRunner } from './data-api';
import { integer, text } from './sql-parameters';

const EXTENT = `
  select head.sequence as head_sequence, head.hash as head_hash,
         (select min(sequence) from deposits.ledger_entry) as lowest,
         (select max(sequence) from deposits.ledger_entry) as highest
    from (select 1) as one left join deposits.ledger_head as head on true
   order by head.sequence desc limit 1`;

const HASH_AT = 'select hash from deposits.ledger_entry where sequence = :sequence order by hash limit 1';

/**
 * About 300 bytes a row, of at most 64 KB, and 300 KB a page, of at most 1 MiB: texts are cut, so that an entry that
 * somebody blew up is told as changed and does not stop the verification. `with ties`: numbers that occur twice.
 */
const PAGE = `
  select entry.sequence, entry.deposit_id,
         left(entry.currency, 64) as currency,
         left(entry.debit_account, 64) as debit_account, entry.debit_minor,
         left(entry.credit_account, 64) as credit_account, entry.credit_minor,
         cast(trunc(extract(epoch from entry.posted_at) * 1000000) as text) as posted_at_us,
         left(entry.previous_hash, 80) as previous_hash,
         left(entry.hash, 80) as hash,
         deposit.status as deposit_status, deposit.amount_minor as deposit_minor,
         left(deposit.currency, 64) as deposit_currency,
         left(deposit.deposit_account_number, 64) as deposit_account
    from deposits.ledger_entry as entry
         left join deposits.deposit as deposit on deposit.id = entry.deposit_id
   where entry.sequence between :from_sequence and :through_sequence
   order by entry.sequence
   fetch first 1000 rows with ties`;

const NOT_POSTED = `
  select deposit.id
    from deposits.deposit as deposit
   where deposit.status = 'CLEARED'
     and not exists (select from deposits.ledger_entry as entry where entry.deposit_id = deposit.id)
   order by deposit.id
   limit 20`;

const POSTED_TWICE = `
  select max(sequence) as sequence, deposit_id
    from deposits.ledger_entry
   group by deposit_id
  having count(*) > 1
   order by 1
   limit 20`;

const REWRITTEN = `
  select anchor.sequence
    from deposits.ledger_anchor as anchor
         left join deposits.ledger_entry as entry on entry.sequence = anchor.sequence
   where entry.hash is distinct from anchor.hash
   order by anchor.sequence
   limit 20`;

const KEEP_ANCHOR = `
  insert into deposits.ledger_anchor (sequence, hash) values (:sequence, :hash)
      on conflict (sequence) do nothing`;

/**
 * Reads the ledger for its verification, with single statements. Values are taken as they come: what is not as it should
 * be gives another hash, and is told by that.
 */
export class AuroraLedgerAudit implements LedgerAudit {
  constructor(private readonly statements: StatementRunner) {}

  async extent(): Promise<LedgerExtent> {
    const [row = {}] = await this.statements.run({ sql: EXTENT });
    const { head_sequence: sequence, head_hash: hash, lowest, highest } = row;
    return {
      ...(typeof hash === 'string' && { head: { sequence: Number(sequence), hash } }),
      ...(typeof lowest === 'number' && { lowest }),
      ...(typeof highest === 'number' && { highest }),
    };
  }

  async hashAt(sequence: number): Promise<string | undefined> {
    const [row] = await this.statements.run({ sql: HASH_AT, parameters: [integer('sequence', sequence)] });
    return row && asText(row['hash']);
  }

  async page({ from, through }: EntryRange): Promise<readonly EntryWithDeposit[]> {
    const rows = await this.statements.run({
      sql: PAGE,
      parameters: [integer('from_sequence', from), integer('through_sequence', through)],
    });
    return rows.map(asEntry);
  }

  async depositsNotPosted(): Promise<readonly string[]> {
    const rows = await this.statements.run({ sql: NOT_POSTED });
    return rows.map((row) => asText(row['id']));
  }

  async postedTwice(): Promise<readonly { sequence: number; depositId: string }[]> {
    const rows = await this.statements.run({ sql: POSTED_TWICE });
    return rows.map((row) => ({ sequence: Number(row['sequence']), depositId: asText(row['deposit_id']) }));
  }

  async rewrittenAnchors(): Promise<readonly number[]> {
    const rows = await this.statements.run({ sql: REWRITTEN });
    return rows.map((row) => Number(row['sequence']));
  }

  async keepAnchor({ sequence, hash }: ChainPosition): Promise<void> {
    await this.statements.run({
      sql: KEEP_ANCHOR,
      parameters: [integer('sequence', sequence), text('hash', hash)],
    });
  }
}

function asEntry(row: Row): EntryWithDeposit {
  const entry = {
    sequence: Number(row['sequence']),
    depositId: asText(row['deposit_id']),
    currency: asText(row['currency']),
    debit: { account: asText(row['debit_account']), minorUnits: Number(row['debit_minor']) },
    credit: { account: asText(row['credit_account']), minorUnits: Number(row['credit_minor']) },
    postedAtMicros: Number(row['posted_at_us']),
    previousHash: asText(row['previous_hash']),
    hash: asText(row['hash']),
  };
  if (typeof row['deposit_status'] !== 'string') return { entry };
  const deposit = {
    status: row['deposit_status'],
    minorUnits: Number(row['deposit_minor']),
    currency: asText(row['deposit_currency']),
    account: asText(row['deposit_account']),
  };
  return { entry, deposit };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
