import fc from 'fast-check';
import { acceptItems } from '../../../../functions/deposits/batch/accept-items';
import { announceBatch } from '../../../../functions/deposits/batch/announce-batch';
import {
  incomingKey,
  itemsKey,
  MAX_BATCH_BYTES,
  refusalsKey,
  reportKey,
} from '../../../../functions/deposits/batch/batch';
import type { BatchItem } from '../../../../functions/deposits/batch/batch-item';
import { getBatch } from '../../../../functions/deposits/batch/get-batch';
import { mergeBatch } from '../../../../functions/deposits/batch/merge-batch';
import { splitBatch } from '../../../../functions/deposits/batch/split-batch';
import type { DomainEvent } from '../../../../functions/deposits/events/catalogue';
import { CALLER } from '../../support/fakes';
import {
  announced,
  BATCH_ID,
  cheques,
  clock,
  InMemoryBatchDeposits,
  InMemoryBatches,
  InMemoryFiles,
  jsonLines,
  NOW,
} from './support';

let batches: InMemoryBatches;
let files: InMemoryFiles;
let store: InMemoryBatchDeposits;
let published: DomainEvent[];
const events = {
  publish: async (event: DomainEvent) => {
    published.push(event);
  },
};
const later = (seconds: number) => ({ now: () => new Date(NOW.getTime() + seconds * 1000) });
const KEY = incomingKey(BATCH_ID);
const NO_REFUSALS = { rejected: [], duplicates: [] };

beforeEach(() => {
  batches = new InMemoryBatches();
  files = new InMemoryFiles();
  store = new InMemoryBatchDeposits();
  published = [];
  batches.batches.set(BATCH_ID, announced());
});

const split = (seconds = 0) =>
  splitBatch({ batches, files, clock: later(seconds) }, { batchId: BATCH_ID, key: KEY });
const items = () => files.json(itemsKey(BATCH_ID)) as BatchItem[];
const merge = (results: { accepted: number; duplicates: number; unfinishedParts: number }, seconds = 0) =>
  mergeBatch(
    { batches, files, events, clock: later(seconds) },
    { batchId: BATCH_ID, results, ...(files.json(refusalsKey(BATCH_ID)) as typeof NO_REFUSALS) },
  );

describe('announceBatch', () => {
  const upload = { url: 'https://upload', fields: {}, expiresAt: NOW };
  const announce = (seconds: number, caller = CALLER) =>
    announceBatch(
      { batches, uploads: { prepare: () => upload }, clock: later(seconds) },
      { caller, idempotencyKey: 'a-key-of-one-file-1' },
    );

  test('GIVEN a new key THEN a batch and a form; GIVEN it again THEN the same batch', async () => {
    const first = await announce(0);
    expect(first).toMatchObject({
      replayed: false,
      upload,
      batch: { status: 'ANNOUNCED', submittedBy: CALLER },
    });
    const second = await announce(5);
    expect(second).toEqual({ ...first, replayed: true });
  });

  test('GIVEN the same key of another caller THEN another batch', async () => {
    const other = await announce(0, 'arn:other');
    expect(other.batch.id).not.toBe((await announce(0)).batch.id);
  });

  test('GIVEN the file was read THEN no form for another', async () => {
    const { batch } = await announce(0);
    batches.batches.set(batch.id, { ...batch, status: 'SPLIT' });
    expect(await announce(5)).toEqual({ batch: { ...batch, status: 'SPLIT' }, replayed: true });
  });
});

describe('getBatch', () => {
  const get = (caller = CALLER, batchId = BATCH_ID) => getBatch(batches, { batchId, caller });

  test('GIVEN the submitter THEN what is known, however the id is written', async () => {
    const view = { batchId: BATCH_ID, status: 'ANNOUNCED', announcedAt: NOW.toISOString() };
    await expect(get()).resolves.toEqual(view);
    await expect(get(CALLER, BATCH_ID.toUpperCase())).resolves.toEqual(view);
  });

  test('GIVEN anybody else, an unknown id, or no id THEN nothing', async () => {
    await expect(get('arn:other')).resolves.toBeUndefined();
    await expect(get(CALLER, BATCH_ID.replace('0d', '0e'))).resolves.toBeUndefined();
    await expect(get(CALLER, '../x')).resolves.toBeUndefined();
  });

  test('GIVEN a batch that is done THEN how its lines fell', async () => {
    const counts = { lines: 2, accepted: 1, rejected: 1, duplicates: 0 };
    const rejects = [{ line: 2, errors: [{ pointer: '/amount', detail: 'is required' }] }];
    batches.batches.set(BATCH_ID, announced({ status: 'COMPLETED', counts, rejects, completedAt: NOW }));
    await expect(get()).resolves.toMatchObject({ counts, rejects, completedAt: NOW.toISOString() });
    batches.batches.set(BATCH_ID, announced({ status: 'FAILED', counts, rejects: [], failure: 'EMPTY' }));
    const failed = await get();
    expect(failed).toMatchObject({ status: 'FAILED', failure: 'EMPTY' });
    expect(failed).not.toHaveProperty('rejects');
  });
});

describe('splitBatch', () => {
  test('GIVEN a file THEN items, refusals and the status', async () => {
    files.put(KEY, jsonLines([...cheques(3), { wrong: 1 }, ...cheques(1)]));
    await expect(split()).resolves.toEqual({
      batchId: BATCH_ID,
      itemsKey: `work/${BATCH_ID}/items.json`,
      accepted: 3,
      rejected: 2,
    });
    expect(items().map(({ line, submittedBy, receivedAt }) => [line, submittedBy, receivedAt])).toEqual(
      [1, 2, 3].map((line) => [line, CALLER, NOW.toISOString()]),
    );
    expect(files.json(refusalsKey(BATCH_ID))).toMatchObject({
      rejected: [{ line: 4 }],
      duplicates: [{ line: 5, sameAs: 1 }],
    });
    expect(batches.batches.get(BATCH_ID)).toMatchObject({
      status: 'SPLIT',
      counts: { lines: 5, accepted: 3, rejected: 1, duplicates: 1 },
      rejects: [{ line: 4 }],
    });
  });

  test('GIVEN it runs again, also after the batch is done, THEN the same items', async () => {
    files.put(KEY, jsonLines(cheques(2)));
    await split();
    const first = items();
    files.objects.delete(itemsKey(BATCH_ID));
    await split(60);
    expect(items()).toEqual(first);
    await batches.complete(BATCH_ID, NOW);
    await expect(split(120)).resolves.toMatchObject({ accepted: 2 });
    expect(items()).toEqual(first);
    expect(batches.batches.get(BATCH_ID)?.status).toBe('COMPLETED');
  });

  test('GIVEN another file in place of the first THEN it is refused and changes nothing', async () => {
    files.put(KEY, jsonLines(cheques(2)));
    await split();
    const first = items();
    files.put(KEY, jsonLines(cheques(2, 50)));
    await expect(split(60)).rejects.toMatchObject({ name: 'BatchFileReplacedError' });
    expect(items()).toEqual(first);
  });

  test.each([
    ['EMPTY', ''],
    ['TOO_LARGE', 'x'.repeat(MAX_BATCH_BYTES + 1)],
  ])('GIVEN a file that cannot be read (%s) THEN the batch failed, with no items', async (failure, text) => {
    files.put(KEY, text);
    await expect(split()).resolves.toMatchObject({ accepted: 0, rejected: 0 });
    expect(items()).toEqual([]);
    expect(batches.batches.get(BATCH_ID)).toMatchObject({ status: 'FAILED', failure });
    await expect(split(5)).resolves.toMatchObject({ accepted: 0 });
  });

  test('GIVEN more wrong lines than the status can hold THEN it shows a hundred, and the report has all', async () => {
    files.put(KEY, '{}\n'.repeat(150));
    await split();
    expect(batches.batches.get(BATCH_ID)?.rejects).toHaveLength(100);
    expect((files.json(refusalsKey(BATCH_ID)) as { rejected: unknown[] }).rejected).toHaveLength(150);
  });

  test('GIVEN a file that nobody announced THEN an error, before it is read', async () => {
    batches.batches.clear();
    await expect(split()).rejects.toMatchObject({ name: 'UnknownBatchError' });
  });
});

describe('acceptItems', () => {
  const accept = (part: readonly BatchItem[], publish = events.publish) =>
    acceptItems({ store, events: { publish }, clock }, part);

  test('GIVEN items THEN deposits of the channel batch, told once', async () => {
    files.put(KEY, jsonLines(cheques(12)));
    await split();
    const done = await accept(items());
    expect(done).toEqual({
      accepted: 12,
      duplicates: 0,
      depositIds: items().map(({ depositId }) => depositId),
    });
    expect(
      [...store.deposits.values()].every(
        ({ channel, status }) => channel === 'batch' && status === 'RECEIVED',
      ),
    ).toBe(true);
    expect(published.map(({ type }) => type)).toEqual(Array(12).fill('DepositReceived'));
    expect(published[0]?.data).toMatchObject({ channel: 'batch' });
    // Again: nothing new, nothing told.
    await expect(accept(items())).resolves.toMatchObject({ accepted: 0, duplicates: 12 });
    expect(published).toHaveLength(12);
  });

  test('GIVEN any faults and repetitions THEN each cheque is stored once, and told at least once under one id', async () => {
    files.put(KEY, jsonLines(cheques(10)));
    await split();
    const all = items();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 6 }), async (failAfter) => {
        store = new InMemoryBatchDeposits();
        published = [];
        for (const count of failAfter) {
          let left = count;
          await accept(all, async (event) => {
            if (left-- <= 0) throw new Error('the bus is gone');
            published.push(event);
          }).catch(() => undefined);
        }
        const last = await accept(all);
        expect(last.accepted + last.duplicates).toBe(10);
        expect(store.deposits.size).toBe(10);
        expect(new Set(published.map(({ metadata }) => metadata.eventId)).size).toBe(10);
        expect([...store.published.values()].every((at) => at !== undefined)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('mergeBatch', () => {
  test('GIVEN all lines became deposits THEN the report, the status and the event', async () => {
    files.put(KEY, jsonLines([...cheques(3), {}, ...cheques(1)]));
    await split();
    const merged = await merge({ accepted: 2, duplicates: 1, unfinishedParts: 0 }, 30);
    expect(merged).toEqual({
      batchId: BATCH_ID,
      status: 'COMPLETED',
      reportKey: `reports/${BATCH_ID}.json`,
      lines: 5,
      accepted: 3,
      rejected: 1,
      duplicates: 1,
    });
    expect(files.json(reportKey(BATCH_ID))).toMatchObject({
      status: 'COMPLETED',
      counts: { lines: 5, accepted: 3, rejected: 1, duplicates: 1 },
      rejected: [{ line: 4, errors: expect.any(Array) }],
      duplicates: [{ line: 5, sameAs: 1 }],
    });
    expect(published).toEqual([
      {
        type: 'BatchCompleted',
        metadata: { schemaVersion: 1, eventId: expect.any(String), occurredAt: '2026-03-01T08:00:30.000Z' },
        data: { batchId: BATCH_ID, accepted: 3, rejected: 1, duplicates: 1 },
      },
    ]);
  });

  test('GIVEN it runs again THEN the same event and the first time', async () => {
    files.put(KEY, jsonLines(cheques(1)));
    await split();
    await merge({ accepted: 1, duplicates: 0, unfinishedParts: 0 }, 30);
    await merge({ accepted: 0, duplicates: 1, unfinishedParts: 0 }, 90);
    expect(published).toHaveLength(2);
    expect(published[1]).toEqual(published[0]);
  });

  test.each([
    [{ accepted: 1, duplicates: 0, unfinishedParts: 0 }, '1 of 2 lines'],
    [{ accepted: 3, duplicates: 0, unfinishedParts: 0 }, '3 of 2 lines'],
    [{ accepted: 2, duplicates: 0, unfinishedParts: 1 }, '1 part'],
  ])('GIVEN %j THEN it is not complete, and nothing is told', async (results, detail) => {
    files.put(KEY, jsonLines(cheques(2)));
    await split();
    await expect(merge(results)).rejects.toMatchObject({
      name: 'BatchIncompleteError',
      message: expect.stringContaining(detail),
    });
    expect([published.length, batches.batches.get(BATCH_ID)?.status]).toEqual([0, 'SPLIT']);
  });

  test('GIVEN a file that could not be read THEN a report with the reason, and no event', async () => {
    files.put(KEY, '\n');
    await split();
    await expect(merge({ accepted: 0, duplicates: 0, unfinishedParts: 0 })).resolves.toMatchObject({
      status: 'FAILED',
    });
    expect(files.json(reportKey(BATCH_ID))).toMatchObject({ status: 'FAILED', failure: 'EMPTY' });
    expect(published).toEqual([]);
    expect(batches.batches.get(BATCH_ID)?.status).toBe('FAILED');
  });

  test.each([
    ['unknown', undefined],
    ['never split', announced()],
  ])('GIVEN a batch that is %s THEN an error', async (_what, batch) => {
    batches.batches.clear();
    if (batch) batches.batches.set(BATCH_ID, batch);
    const attempt = mergeBatch(
      { batches, files, events, clock },
      { batchId: BATCH_ID, results: { accepted: 0, duplicates: 0, unfinishedParts: 0 }, ...NO_REFUSALS },
    );
    await expect(attempt).rejects.toMatchObject({ name: 'UnknownBatchError' });
  });

  test('GIVEN a store that loses the time of completion THEN an error, not an event without time', async () => {
    files.put(KEY, jsonLines(cheques(1)));
    await split();
    jest.spyOn(batches, 'complete').mockResolvedValue(announced({ status: 'COMPLETED' }));
    await expect(merge({ accepted: 1, duplicates: 0, unfinishedParts: 0 })).rejects.toThrow(/without a time/);
  });
});
