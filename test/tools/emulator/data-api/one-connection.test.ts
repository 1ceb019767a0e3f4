import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectionWaitError } from '../../../../tools/emulator/data-api/engine';
import { FairLock } from '../../../../tools/emulator/data-api/fair-lock';
import { PgliteEngine } from '../../../../tools/emulator/data-api/pglite-engine';
import { CLUSTER, failure, HandClock, Harness } from './support';

describe('FairLock', () => {
  test('GIVEN several who wait WHEN it is released THEN they get it in the order of asking, each once', async () => {
    const lock = new FairLock();
    const clock = new HandClock();
    const order: number[] = [];
    const first = await lock.acquire({ clock, waitMilliseconds: 1000 });
    const waiting = [1, 2, 3].map(async (number) => {
      const release = await lock.acquire({ clock, waitMilliseconds: 1000 });
      order.push(number);
      release();
      release();
    });
    expect(lock.waiting).toBe(3);
    first();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
    (await lock.acquire({ clock, waitMilliseconds: 0 }))();
  });

  test('GIVEN one who waits too long WHEN the time is over THEN he is refused and the next is served', async () => {
    const lock = new FairLock();
    const clock = new HandClock();
    const first = await lock.acquire({ clock, waitMilliseconds: 1000 });
    const impatient = lock.acquire({ clock, waitMilliseconds: 100 }).catch((error: unknown) => error);
    const patient = lock.acquire({ clock, waitMilliseconds: 1000 });
    await clock.advance(100);
    expect(await impatient).toBeInstanceOf(ConnectionWaitError);
    first();
    expect(typeof (await patient)).toBe('function');
  });
});

describe('PGlite, with its one connection', () => {
  let engine: PgliteEngine;
  let clock: HandClock;
  let api: Harness;

  beforeAll(async () => {
    engine = new PgliteEngine();
    clock = new HandClock();
    api = await Harness.start(engine, { clock });
    await api.execute('CREATE TABLE queue_test (id int)');
  });

  afterAll(async () => {
    await api.stop();
    await engine.close();
  });

  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));

  test('GIVEN an open transaction WHEN others come THEN they wait for its end, in their order', async () => {
    const transactionId = await api.begin();
    await api.execute('INSERT INTO queue_test VALUES (1)', [], { transactionId });
    const finished: string[] = [];
    const outside = api.execute('INSERT INTO queue_test SELECT count(*) FROM queue_test').then(() => {
      finished.push('statement');
    });
    await settle();
    const second = api.begin().then((id) => {
      finished.push('transaction');
      return id;
    });
    await settle();
    expect(finished).toEqual([]);
    await api.commit(transactionId);
    await outside;
    await api.rollback(await second);
    expect(finished).toEqual(['statement', 'transaction']);
    expect((await api.execute('SELECT id FROM queue_test ORDER BY id')).records).toEqual([
      [{ longValue: 1 }],
      [{ longValue: 1 }],
    ]);
  });

  test('GIVEN a function that holds a transaction and waits for its own statement WHEN 45 s pass THEN the wait ends, not the transaction', async () => {
    const transactionId = await api.begin();
    const stuck = failure(api.execute('SELECT 1'));
    await settle();
    await clock.advance(45_000);
    expect(await stuck).toMatchObject({
      name: 'StatementTimeoutException',
      message: 'Connection is not available, request timed out',
    });
    expect(await api.one('SELECT 2', [], { transactionId })).toEqual({ longValue: 2 });
    await api.commit(transactionId);
  });

  test('GIVEN a forgotten transaction WHEN it expires THEN whoever waits is served', async () => {
    await api.begin();
    await clock.advance(2 * 60_000 + 30_000);
    const waiting = api.one('SELECT 3');
    await settle();
    await clock.advance(30_000);
    expect(await waiting).toEqual({ longValue: 3 });
  });

  test('GIVEN a data directory WHEN the engine starts again THEN tables, roles and passwords are still there', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'pglite-'));
    try {
      const before = new PgliteEngine({ directory });
      const first = await Harness.start(before);
      await first.execute('CREATE TABLE kept AS SELECT 7 AS id');
      await first.stop();
      await before.close();
      const after = new PgliteEngine({ directory });
      const second = await Harness.start(after);
      expect(await second.one('SELECT id FROM kept')).toEqual({ longValue: 7 });
      await second.stop();
      await after.close();
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });

  test('GIVEN a master user whose password is the cluster’s own WHEN another is sent THEN it is refused', async () => {
    const { masterSecretArn: _, ...cluster } = CLUSTER;
    const own = new PgliteEngine();
    const harness = await Harness.start(own, {
      clusters: async () => ({ ...cluster, masterPassword: 'master-password-1' }),
    });
    expect(await harness.one('SELECT 1')).toEqual({ longValue: 1 });
    harness.secrets['arn:other'] = { username: 'master_user', password: 'other' };
    expect((await failure(harness.execute('SELECT 1', [], { secretArn: 'arn:other' }))).message).toContain(
      '28P01',
    );
    await harness.stop();
    await own.close();
    expect(
      await failure(engine.acquire({ ...CLUSTER, arn: 'x' }, 'absent', { clock, waitMilliseconds: 1 })),
    ).toMatchObject({
      message: 'database "absent" does not exist',
    });
  });
});
