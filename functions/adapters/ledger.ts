import * as v from 'valibot';
import type { DepositCleared } from '../deposits/events/deposit-cleared';
import { DepositNotPostableError, DepositUnknownError } from '../deposits/ledger/errors';
import type { Ledger, Posted, Posting } from '../deposits/ledger/post-deposit';
import { UnavailableError } from '../shared/errors';
import type { Row } from './data-api';
import type { DataApiTransactions } from './data-api-transactions';
import { DatabaseError } from './database-error';
import { isPublished, outboxInsert } from './outbox';
import { uuid } from './sql-parameters';

/**
 * The database's own function appends: it alone may write to the ledger, and holds the end of the chain for no longer
 * than this transaction.
 */
const POST = `
  select posting.outcome, posting.status,
         (posting.entry).sequence as sequence,
         (posting.entry).currency as currency,
         (posting.entry).credit_minor as amount_minor,
         cast(extract(epoch from (posting.entry).posted_at) * 1000 as bigint) as posted_at_ms
    from deposits.post_deposit(:deposit_id) as posting`;

/** PostgreSQL's `query_canceled`. */
const QUERY_CANCELED = '57014';

const integer = v.pipe(v.number(), v.safeInteger());
const row = v.variant('outcome', [
  v.object({
    outcome: v.picklist(['POSTED', 'ALREADY_POSTED']),
    sequence: integer,
    currency: v.string(),
    amount_minor: integer,
    posted_at_ms: integer,
  }),
  v.object({ outcome: v.literal('NOT_POSTABLE'), status: v.string() }),
  v.object({ outcome: v.literal('UNKNOWN') }),
]);

/** The ledger in Aurora PostgreSQL. */
export class AuroraLedger implements Ledger {
  constructor(private readonly transactions: DataApiTransactions) {}

  /** @throws UnavailableError also when the statement was cancelled, by its time limit or by an operator */
  async post(depositId: string, eventOf: (posted: Posted) => DepositCleared): Promise<Posting> {
    try {
      return await this.attempt(depositId, eventOf);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.sqlState !== QUERY_CANCELED) throw error;
      throw new UnavailableError('the database', 5, { cause: error });
    }
  }

  private attempt(depositId: string, eventOf: (posted: Posted) => DepositCleared): Promise<Posting> {
    return this.transactions.run(async (transaction) => {
      const [answer] = await transaction.run({ sql: POST, parameters: [uuid('deposit_id', depositId)] });
      const { posted, alreadyPosted } = read(depositId, answer);
      const event = eventOf(posted);
      await transaction.run(outboxInsert(event));
      const alreadyPublished = alreadyPosted && (await isPublished(transaction, event.metadata.eventId));
      return { posted, event, alreadyPosted, alreadyPublished };
    });
  }
}

function read(depositId: string, answer: Row | undefined): { posted: Posted; alreadyPosted: boolean } {
  const parsed = v.safeParse(row, answer);
  if (!parsed.success) {
    const columns = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the row').join(', ');
    throw new Error(`deposits.post_deposit is not as this version of the function expects: ${columns}`);
  }
  const { output } = parsed;
  if (output.outcome === 'UNKNOWN') throw new DepositUnknownError();
  if (output.outcome === 'NOT_POSTABLE') throw new DepositNotPostableError(output.status);
  return {
    alreadyPosted: output.outcome === 'ALREADY_POSTED',
    posted: {
      depositId,
      ledgerSequence: output.sequence,
      amount: { minorUnits: output.amount_minor, currency: output.currency },
      postedAt: new Date(output.posted_at_ms),
    },
  };
}
