import * as v from 'valibot';
import { checkEvent } from '../deposits/events/catalogue';
import type { EventOutbox, OutboxPosition, StoredEvent, WaitingEvent } from '../deposits/events/ports';
import type { Row, SqlStatement, StatementRunner } from './data-api';
import { integer, json, text, timestamp, uuid } from './sql-parameters';

const INSERT = `
  insert into deposits.outbox (event_id, deposit_id, event_type, schema_version, payload)
  values (:event_id, :deposit_id, :event_type, :schema_version, :payload)
      on conflict (event_id) do nothing`;

const SELECT_PUBLISHED = `
  select published_at is not null as published from deposits.outbox where event_id = :event_id`;

/** `published_at is null` keeps the time of the first publication. */
const MARK_PUBLISHED = `
  update deposits.outbox
     set published_at = cast(:published_at as timestamp) at time zone 'UTC'
   where event_id = :event_id and published_at is null`;

/**
 * Times come and go as microseconds, PostgreSQL's own precision: texts of times depend on the session's settings, and a
 * place that was rounded would skip events or repeat them.
 */
const SELECT_UNPUBLISHED = `
  select event_id, event_type, payload, cast(extract(epoch from created_at) * 1000000 as bigint) as created_at_us
    from deposits.outbox
   where published_at is null
     and created_at < cast(:older_than as timestamp) at time zone 'UTC'
     and (created_at, event_id)
       > (timestamptz 'epoch' + cast(:after_us as bigint) * interval '1 microsecond', cast(:after_id as uuid))
   order by created_at, event_id
   limit cast(:row_limit as integer)`;

const START: OutboxPosition = { createdAtMicros: 0, eventId: '00000000-0000-0000-0000-000000000000' };

const row = v.object({
  event_id: v.string(),
  event_type: v.string(),
  /** The Data API gives `jsonb` as the text of it. */
  payload: v.unknown(),
  created_at_us: v.pipe(v.number(), v.safeInteger()),
});

/**
 * Stores the event, for use within the transaction that stores what it tells of. To store it again changes nothing.
 */
export function outboxInsert(event: StoredEvent): SqlStatement {
  return {
    sql: INSERT,
    parameters: [
      uuid('event_id', event.metadata.eventId),
      uuid('deposit_id', event.data.depositId),
      text('event_type', event.type),
      integer('schema_version', event.metadata.schemaVersion),
      json('payload', event),
    ],
  };
}

/** Whether the event is out already, for use within the transaction that stored it. */
export async function isPublished(statements: StatementRunner, eventId: string): Promise<boolean> {
  const [found] = await statements.run({ sql: SELECT_PUBLISHED, parameters: [uuid('event_id', eventId)] });
  return found?.['published'] === true;
}

/** The outbox in the ledger's database. */
export class LedgerOutbox implements EventOutbox {
  constructor(private readonly statements: StatementRunner) {}

  async markPublished(eventId: string, at: Date): Promise<void> {
    await this.statements.run({
      sql: MARK_PUBLISHED,
      parameters: [timestamp('published_at', at), uuid('event_id', eventId)],
    });
  }

  /** @throws Error when the table is not the one that this version knows */
  async unpublished(
    limit: number,
    olderThan: Date,
    after: OutboxPosition = START,
  ): Promise<readonly WaitingEvent[]> {
    const rows = await this.statements.run({
      sql: SELECT_UNPUBLISHED,
      parameters: [
        timestamp('older_than', olderThan),
        integer('after_us', after.createdAtMicros),
        uuid('after_id', after.eventId),
        integer('row_limit', limit),
      ],
    });
    return rows.map(asWaitingEvent);
  }
}

function asWaitingEvent(input: Row): WaitingEvent {
  const parsed = v.safeParse(row, input);
  if (!parsed.success) {
    const columns = parsed.issues.map((issue) => v.getDotPath(issue)).join(', ');
    throw new Error(`the table deposits.outbox is not as this version of the function expects: ${columns}`);
  }
  const { event_id: eventId, event_type: type, payload, created_at_us: createdAtMicros } = parsed.output;
  const position = { createdAtMicros, eventId };
  try {
    return { position, event: checkEvent(type, fromJson(payload)) as StoredEvent };
  } catch (error) {
    return { position, refused: error as Error };
  }
}

/** What is not JSON is no event, as what the parser says of it is nothing for a log. */
function fromJson(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
