import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import type { LedgerEntry } from '../../../functions/deposits/ledger/ledger-entry';
import { verifyLedger } from '../../../functions/verify-ledger/contract';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { chainOf, positionOf } from '../support/ledger-chains';

Object.assign(process.env, AWS_VARIABLES, variablesOf(verifyLedger));
const { handler } =
  require('../../../functions/verify-ledger/handler') as typeof import('../../../functions/verify-ledger/handler');

const rdsData = mockClient(RDSDataClient);
const eventBridge = mockClient(EventBridgeClient);
const entries = chainOf(
  [1, 2, 3].map((minorUnits) => ({
    depositId: `01890a5d-ac96-774b-bcce-b302099a805${minorUnits}`,
    currency: 'USD',
    minorUnits,
    account: '9876543210',
    postedAtMicros: minorUnits,
  })),
);

const rowOf = (entry: LedgerEntry) => ({
  sequence: entry.sequence,
  deposit_id: entry.depositId,
  currency: entry.currency,
  debit_account: entry.debit.account,
  debit_minor: entry.debit.minorUnits,
  credit_account: entry.credit.account,
  credit_minor: entry.credit.minorUnits,
  posted_at_us: String(entry.postedAtMicros),
  previous_hash: entry.previousHash,
  hash: entry.hash,
  deposit_status: 'CLEARED',
  deposit_minor: entry.credit.minorUnits,
  deposit_currency: entry.currency,
  deposit_account: entry.credit.account,
});
type Rows = readonly unknown[];
const inserted: unknown[] = [];

/** The statements in the order of the run, told apart by what they read. */
function databaseHolds(rows: Rows, extent: Rows = [extentOf()]): void {
  rdsData
    .on(ExecuteStatementCommand)
    .callsFake(({ sql, parameters }: { sql: string; parameters: unknown }) => {
      if (sql.includes('insert into')) inserted.push(parameters);
      const found = sql.includes('head_sequence') ? extent : sql.includes('between') ? rows : [];
      return { formattedRecords: JSON.stringify(found) };
    });
}
function extentOf(more: object = {}) {
  const head = positionOf(entries);
  return { head_sequence: head.sequence, head_hash: head.hash, lowest: 1, highest: 3, ...more };
}
const call = (millis = 20_000, event: unknown = {}) =>
  captureLog(() => handler(event, lambdaContext(millis)).catch((error: unknown) => error));
const metricsIn = (log: string) =>
  log
    .split('\n')
    .filter((line) => line.includes('"_aws"'))
    .map((line) => JSON.parse(line));

beforeEach(() => {
  rdsData.reset();
  eventBridge.reset();
  inserted.length = 0;
  databaseHolds(entries.map(rowOf));
  eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
});

describe('verify-ledger', () => {
  test('GIVEN a whole ledger THEN the report, an anchor, the metrics, and the head in the log', async () => {
    const { result, log } = await call();
    expect(result).toMatchObject({ intact: true, complete: true, entries: 3, breaks: [] });
    expect(inserted).toHaveLength(1);
    expect(eventBridge.calls()).toEqual([]);
    expect(log).toContain('the ledger is intact');
    expect(log).toContain(positionOf(entries).hash);
    expect(metricsIn(log)).toEqual([
      expect.objectContaining({
        FunctionName: 'verify-ledger',
        LedgerBreaks: 0,
        LedgerEntriesVerified: 3,
        LedgerVerificationIncomplete: 0,
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: 'Deposits',
              Dimensions: [['FunctionName']],
              Metrics: [
                { Name: 'LedgerBreaks', Unit: 'Count' },
                { Name: 'LedgerEntriesVerified', Unit: 'Count' },
                { Name: 'LedgerVerificationIncomplete', Unit: 'Count' },
              ],
            },
          ],
        },
      }),
    ]);
  });

  test('GIVEN a changed entry THEN the first break is logged, counted and published', async () => {
    databaseHolds(entries.map((entry, index) => rowOf(index === 1 ? { ...entry, currency: 'EUR' } : entry)));
    const { result, log } = await call();
    expect(result).toMatchObject({ intact: false, breaks: [{ sequence: 2, kind: 'CHANGED' }] });
    expect(log).toContain('"first":{"sequence":2,"kind":"CHANGED"');
    expect(log).not.toContain('9876543210');
    expect(metricsIn(log)[0]).toMatchObject({ LedgerBreaks: 1 });
    const [entry] = eventBridge.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(entry?.DetailType).toBe('LedgerBroken');
    expect(JSON.parse(entry?.Detail ?? '').data).toEqual({ sequence: 2, kind: 'CHANGED' });
    expect(inserted).toEqual([]);
  });

  test('GIVEN an entry before the first one THEN the event, which knows no number below zero, names zero', async () => {
    databaseHolds(entries.map(rowOf), [extentOf({ lowest: -5 })]);
    expect((await call()).result).toMatchObject({ breaks: [{ sequence: -5, kind: 'INSERTED' }] });
    const [entry] = eventBridge.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(JSON.parse(entry?.Detail ?? '').data).toEqual({ sequence: 0, kind: 'INSERTED' });
  });

  test('GIVEN no time for a page THEN that is logged and counted, and is no break', async () => {
    let remaining = 10_000;
    rdsData.on(ExecuteStatementCommand).callsFake(({ sql }: { sql: string }) => {
      const found = sql.includes('head_sequence') ? [extentOf({ head_sequence: 9, highest: 9 })] : [];
      return { formattedRecords: JSON.stringify(sql.includes('between') ? entries.map(rowOf) : found) };
    });
    const now = jest.spyOn(performance, 'now');
    const base = performance.now();
    now.mockImplementation(() => base + (10_000 - remaining));
    const work = captureLog(() =>
      handler({}, { ...lambdaContext(), getRemainingTimeInMillis: () => 12_000 } as never),
    );
    remaining = 1000;
    const { result, log } = await work.finally(() => now.mockRestore());
    expect(result).toMatchObject({ intact: true, complete: false });
    expect(log).toContain('the time did not suffice');
    expect(metricsIn(log)[0]).toMatchObject({ LedgerVerificationIncomplete: 1 });
  });

  test.each([
    ['the database is away', 'DatabaseUnavailableException', 'UnavailableError'],
    ['a statement is refused', 'ERROR: no; SQLState: 42P01', 'DatabaseError'],
  ])('GIVEN %s THEN it fails, so that Lambda counts it', async (_what, what, name) => {
    rdsData.on(ExecuteStatementCommand).rejects(Object.assign(new Error(what), { name: what }));
    const { result, log } = await call(2400);
    expect(result).toMatchObject({ name });
    expect(log).toContain('the scheduled run failed');
    expect(log).not.toContain('"_aws"');
  });

  test('GIVEN a break that cannot be published THEN it is logged and counted, and the run fails', async () => {
    databaseHolds([]);
    eventBridge
      .on(PutEventsCommand)
      .rejects(Object.assign(new Error('x'), { name: 'AccessDeniedException' }));
    const { result, log } = await call();
    expect(result).toMatchObject({ name: 'AccessDeniedException' });
    expect(metricsIn(log)[0]).toMatchObject({ LedgerBreaks: 1 });
  });

  test('THEN whatever a tampered table answers, it is told as broken and never makes the run fail', async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
    );
    const names = Object.keys(rowOf(entries[0] as LedgerEntry)).filter((name) => name !== 'sequence');
    const tampered = fc.record(Object.fromEntries(names.map((name) => [name, cell])));
    await fc.assert(
      fc.asyncProperty(tampered, async (row) => {
        databaseHolds(entries.map((entry, index) => (index === 1 ? { ...row, sequence: 2 } : rowOf(entry))));
        expect((await call()).result).toMatchObject({ intact: false, complete: true });
      }),
    );
  });

  test('THEN what the event holds does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (event) => {
        expect((await call(20_000, event)).result).toMatchObject({ intact: true });
      }),
      { numRuns: 20 },
    );
  });
});
