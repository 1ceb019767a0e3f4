import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { LedgerClearingStore } from '../../../functions/adapters/clearing-store';
import { isPublished, LedgerOutbox, outboxInsert } from '../../../functions/adapters/outbox';
import { depositCleared } from '../../../functions/deposits/events/deposit-cleared';
import { depositRejected } from '../../../functions/deposits/events/deposit-rejected';
import type { StoredEvent, WaitingEvent } from '../../../functions/deposits/events/ports';
import { relayOutbox } from '../../../functions/relay-outbox/contract';
import { uuidV7 } from '../../../functions/shared/uuid-v7';
import { startClearing } from '../../../functions/start-clearing/contract';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { envelope } from '../support/event-arbitrary';
import { NOW, RECEIVED } from '../support/events';
import { LEDGER_VARIABLES, LedgerDatabase } from '../support/ledger-database';
import { queueEvent } from '../support/queue-event';

Object.assign(
  process.env,
  AWS_VARIABLES,
  variablesOf(relayOutbox),
  variablesOf(startClearing),
  LEDGER_VARIABLES,
);
const { handler: relay } =
  require('../../../functions/relay-outbox/handler') as typeof import('../../../functions/relay-outbox/handler');
const { handler: start } =
  require('../../../functions/start-clearing/handler') as typeof import('../../../functions/start-clearing/handler');

/** The outbox and the start of the clearing in a real database, behind the Data API, as the application's user. */
const eventBridge = mockClient(EventBridgeClient);
const stepFunctions = mockClient(SFNClient);
const published = () =>
  eventBridge
    .commandCalls(PutEventsCommand)
    .map(({ args }) => JSON.parse(args[0].input.Entries?.[0]?.Detail ?? '{}').metadata.eventId as string);
const TAKEN = { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] };
const runRelay = () => captureLog(() => relay({}, lambdaContext(30_000)).catch((error: unknown) => error));
const metricsOf = (log: string) =>
  log
    .split('\n')
    .filter((line) => line.includes('"_aws"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)[0];

let database: LedgerDatabase;
let outbox: LedgerOutbox;
let depositId = '';
beforeAll(async () => {
  const started = await LedgerDatabase.start('pglite');
  if ('reason' in started) throw new Error(started.reason);
  database = started;
  outbox = new LedgerOutbox(database.statements('application'));
});
afterAll(() => database?.stop());
beforeEach(async () => {
  eventBridge.reset();
  eventBridge.on(PutEventsCommand).resolves(TAKEN);
  stepFunctions.reset();
  stepFunctions.on(StartExecutionCommand).resolves({});
  await database.asSuperuser('delete from deposits.outbox');
  [depositId = ''] = await database.addDeposits(1, 'RECEIVED');
});

/** Stores the event as so many seconds old. */
async function store(event: StoredEvent, ageSeconds = 120): Promise<StoredEvent> {
  await database.statements('application').run(outboxInsert(event));
  const { eventId } = event.metadata;
  await database.asSuperuser(
    `update deposits.outbox set created_at = now() - interval '${ageSeconds} seconds' where event_id = '${eventId}'`,
  );
  return event;
}
const cleared = (eventId = uuidV7()) =>
  depositCleared(
    { depositId, amount: { minorUnits: 999_999_999_999, currency: 'USD' }, postedAt: NOW, ledgerSequence: 1 },
    eventId,
  );
const rejected = () => depositRejected({ depositId, reasons: ['DRAWER_BLOCKED'], rejectedAt: NOW }, uuidV7());
const eventIds = (waiting: readonly WaitingEvent[]) => waiting.map(({ position }) => position.eventId);

describe('LedgerOutbox', () => {
  test('GIVEN an event THEN it is read back exactly, and once it is marked no more', async () => {
    const event = await store(cleared());
    const { eventId } = event.metadata;
    await expect(isPublished(database.statements('application'), eventId)).resolves.toBe(false);
    const [waiting] = await outbox.unpublished(10, new Date());
    expect(waiting).toMatchObject({ event, position: { eventId } });
    await outbox.markPublished(eventId, NOW);
    await outbox.markPublished(eventId, new Date());
    await expect(outbox.unpublished(10, new Date())).resolves.toEqual([]);
    await expect(isPublished(database.statements('application'), eventId)).resolves.toBe(true);
    const rows = await database.asSuperuser(
      `select published_at = '${NOW.toISOString()}' from deposits.outbox`,
    );
    expect(rows).toEqual([['t']]);
  });

  test('GIVEN it is stored again THEN nothing changes', async () => {
    const event = await store(cleared());
    await database.statements('application').run(outboxInsert(event));
    await expect(outbox.unpublished(10, new Date())).resolves.toHaveLength(1);
    await expect(isPublished(database.statements('application'), uuidV7())).resolves.toBe(false);
  });

  test('GIVEN pages THEN each event comes once, oldest first, also where many were stored at the same moment', async () => {
    for (let index = 0; index < 12; index += 1) await store(cleared(), 300 - index);
    await database.asSuperuser(
      `update deposits.outbox set created_at = timestamptz '2026-01-31 12:00:00.123457+00'
        where event_id in (select event_id from deposits.outbox order by created_at limit 7)`,
    );
    const all = eventIds(await outbox.unpublished(100, new Date()));
    expect(all).toHaveLength(12);
    const paged: string[] = [];
    for (let page = await outbox.unpublished(5, new Date()); page.length > 0; ) {
      paged.push(...eventIds(page));
      page = await outbox.unpublished(5, new Date(), page.at(-1)?.position);
    }
    expect(paged).toEqual(all);
  });

  test('GIVEN events younger than asked for THEN they are left out', async () => {
    const old = await store(cleared(), 61);
    await store(cleared(), 59);
    const found = await outbox.unpublished(10, new Date(Date.now() - 60_000));
    expect(eventIds(found)).toEqual([old.metadata.eventId]);
  });

  test.each([
    ['a payload that is no event', `payload = '{"secret":"4711"}'`],
    ['a payload that is no object', `payload = '"secret-4711"'`],
    ['a name that is in no catalogue', `event_type = 'secret-4711'`],
    ['another event than its name says', `event_type = 'DepositRejected'`],
  ])('GIVEN %s THEN it comes as refused, and its values are not told', async (_, change) => {
    await store(cleared());
    await database.asSuperuser(`update deposits.outbox set ${change}`);
    const [waiting] = await outbox.unpublished(10, new Date());
    expect(waiting).toMatchObject({ refused: { name: 'EventRefusedError' } });
    expect(String(waiting && 'refused' in waiting && waiting.refused)).not.toContain('4711');
  });

  test('GIVEN a payload that came as text of no JSON, or as an object THEN refused, or read', async () => {
    const event = cleared();
    const row = (payload: unknown) => [
      { event_id: event.metadata.eventId, event_type: event.type, payload, created_at_us: 1 },
    ];
    const read = (rows: readonly Record<string, unknown>[]) =>
      new LedgerOutbox({ run: async () => rows }).unpublished(1, NOW);
    await expect(read(row('secret-4711'))).resolves.toMatchObject([
      { refused: { name: 'EventRefusedError' } },
    ]);
    await expect(read(row(event))).resolves.toMatchObject([{ event }]);
    await expect(read([{ event_id: 7, payload: 'secret-4711' }])).rejects.toThrow(
      /deposits\.outbox is not as .* expects: event_id, event_type, created_at_us$/,
    );
  });
});

describe('relay-outbox', () => {
  test('GIVEN events that wait THEN they are published and marked, and the age is told', async () => {
    const events = [await store(cleared(), 300), await store(rejected(), 200)];
    const { result, log } = await runRelay();
    expect(result).toBeUndefined();
    expect(published()).toEqual(events.map(({ metadata }) => metadata.eventId));
    expect(metricsOf(log)).toMatchObject({
      OutboxPoisonRows: 0,
      OutboxRelayed: 2,
      FunctionName: 'relay-outbox',
    });
    expect(Math.round(Number(metricsOf(log)?.['OutboxAge']) / 10)).toBe(30);
    expect(log).toContain(depositId);
    const again = await runRelay();
    expect(published()).toHaveLength(2);
    expect(metricsOf(again.log)).toMatchObject({ OutboxAge: 0, OutboxRelayed: 0 });
  });

  test('GIVEN a poison row before the others THEN it is logged and counted, and they are published', async () => {
    const poison = await store(cleared(), 500);
    await database.asSuperuser(
      `update deposits.outbox set payload = '{"account":"123456789012","x":"secret-4711"}'`,
    );
    const event = await store(cleared(), 400);
    const { result, log } = await runRelay();
    expect(result).toBeUndefined();
    expect(published()).toEqual([event.metadata.eventId]);
    expect(metricsOf(log)).toMatchObject({ OutboxPoisonRows: 1, OutboxRelayed: 1 });
    expect(log).toContain(poison.metadata.eventId);
    expect(log).not.toMatch(/123456789012|secret-4711/);
  });

  test('GIVEN a bus that refuses one event THEN it stays, and the others go', async () => {
    await store(cleared(), 500);
    const event = await store(rejected(), 400);
    eventBridge
      .on(PutEventsCommand)
      .resolvesOnce({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'NotAuthorizedForSource' }] })
      .resolves(TAKEN);
    const { result, log } = await runRelay();
    expect(result).toBeUndefined();
    expect(log).toContain('could not be published');
    const left = await outbox.unpublished(10, new Date());
    expect(left).toHaveLength(1);
    expect(published()).toContain(event.metadata.eventId);
  });

  test('GIVEN a bus that is out THEN the run fails after telling the age, and nothing is marked', async () => {
    await store(cleared(), 500);
    eventBridge.on(PutEventsCommand).callsFake(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      throw Object.assign(new Error('throttled'), { name: 'ThrottlingException' });
    });
    const { result, log } = await captureLog(() =>
      relay({}, lambdaContext(4600)).catch((error: unknown) => error),
    );
    expect(result).toMatchObject({ name: 'UnavailableError' });
    expect(Number(metricsOf(log)?.['OutboxAge'])).toBeGreaterThan(499);
    await expect(outbox.unpublished(10, new Date())).resolves.toHaveLength(1);
  });

  test('GIVEN two relays at once THEN nothing is lost, and every event is marked once', async () => {
    const events: StoredEvent[] = [];
    for (let index = 0; index < 20; index += 1) events.push(await store(cleared(), 300 - index));
    await captureLog(() => Promise.all([relay({}, lambdaContext(30_000)), relay({}, lambdaContext(30_000))]));
    expect(new Set(published())).toEqual(new Set(events.map(({ metadata }) => metadata.eventId)));
    await expect(outbox.unpublished(10, new Date())).resolves.toEqual([]);
  });
});

describe('start-clearing in the database', () => {
  const statusOf = async (id: string) =>
    (await database.asSuperuser(`select status from deposits.deposit where id = '${id}'`))[0]?.[0];
  const begin = (id: string) => new LedgerClearingStore(database.statements('application')).begin(id);

  test('GIVEN a received deposit THEN it is cleared from now on, and again nothing changes', async () => {
    await expect(begin(depositId)).resolves.toBe('RECEIVED');
    await expect(statusOf(depositId)).resolves.toBe('CLEARING');
    await expect(begin(depositId)).resolves.toBe('CLEARING');
  });

  test.each(['AWAITING_APPROVAL', 'CLEARED', 'REJECTED'])(
    'GIVEN a deposit that is %s THEN it stays so',
    async (status) => {
      const [id = ''] = await database.addDeposits(1, status);
      await expect(begin(id)).resolves.toBe(status);
      await expect(statusOf(id)).resolves.toBe(status);
    },
  );

  test('GIVEN no such deposit THEN nothing', async () => {
    await expect(begin(uuidV7())).resolves.toBeUndefined();
  });

  test('GIVEN the event twice, at once THEN one name is started', async () => {
    const { type, ...detail } = RECEIVED;
    const message = envelope(type, { ...detail, data: { ...detail.data, depositId } });
    const { result } = await captureLog(() => start(queueEvent(message, message), lambdaContext(20_000)));
    expect(result).toEqual({ batchItemFailures: [] });
    const names = stepFunctions.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input.name);
    expect(new Set(names)).toEqual(new Set([depositId]));
    await expect(statusOf(depositId)).resolves.toBe('CLEARING');
  });
});
