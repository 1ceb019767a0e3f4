import { APP_SECRET, CLUSTER_ARN, describeEngines, failure, HandClock, Harness, long, text } from './support';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describeEngines('transactions', (engine) => {
  let api: Harness;
  let clock: HandClock;

  beforeAll(async () => {
    clock = new HandClock();
    api = await Harness.start(engine(), { clock });
    await api.createAppUser();
    await api.execute('DROP TABLE IF EXISTS tx_test');
    await api.execute(
      'CREATE TABLE tx_test (id int PRIMARY KEY, parent int REFERENCES tx_test DEFERRABLE INITIALLY DEFERRED)',
    );
  });

  beforeEach(() => api.execute('DELETE FROM tx_test'));

  afterAll(() => api?.stop());

  const count = async (): Promise<number | undefined> =>
    (await api.one('SELECT count(*) FROM tx_test'))?.longValue;

  test('GIVEN a transaction WHEN committed or rolled back THEN its rows are there or not, and the id is used up', async () => {
    const kept = await api.begin();
    expect(kept.length).toBeLessThanOrEqual(192);
    await api.execute('INSERT INTO tx_test VALUES (1)', [], { transactionId: kept });
    expect(await api.commit(kept)).toBe('Transaction Committed');
    expect(await count()).toBe(1);

    const undone = await api.begin();
    await api.execute('INSERT INTO tx_test VALUES (2)', [], { transactionId: undone });
    expect(await api.rollback(undone)).toBe('Rollback Complete');
    expect(await count()).toBe(1);
    expect(await failure(api.execute('SELECT 1', [], { transactionId: undone }))).toEqual({
      name: 'TransactionNotFoundException',
      message: `Transaction ${undone} is not found. One previous call resulted in a termination of your transaction.`,
      status: 404,
    });
    expect(api.api.openTransactions).toBe(0);
  });

  test('GIVEN an error in a transaction WHEN it goes on THEN 25P02 until the rollback, and a commit says that nothing was kept', async () => {
    const transactionId = await api.begin();
    await api.execute('INSERT INTO tx_test VALUES (1)', [], { transactionId });
    expect((await failure(api.execute('SELECT 1 / 0', [], { transactionId }))).message).toContain('22012');
    expect((await failure(api.execute('SELECT 1', [], { transactionId }))).message).toBe(
      'ERROR: current transaction is aborted, commands ignored until end of transaction block; SQLState: 25P02',
    );
    expect(await api.rollback(transactionId)).toBe('Rollback Complete');

    const aborted = await api.begin();
    await failure(api.execute('SELECT 1 / 0', [], { transactionId: aborted }));
    expect(await failure(api.commit(aborted))).toMatchObject({
      name: 'TransactionNotFoundException',
      message: expect.stringContaining('aborted due to an error from a previous call'),
    });
    expect(await count()).toBe(0);
  });

  test('GIVEN a savepoint WHEN an error comes after it THEN the transaction can go on from it', async () => {
    const transactionId = await api.begin();
    await api.execute('INSERT INTO tx_test VALUES (1)', [], { transactionId });
    await api.execute('SAVEPOINT s', [], { transactionId });
    await failure(api.execute('INSERT INTO tx_test VALUES (1)', [], { transactionId }));
    await api.execute('ROLLBACK TO SAVEPOINT s', [], { transactionId });
    await api.commit(transactionId);
    expect(await count()).toBe(1);
  });

  test('GIVEN a deferred constraint WHEN the commit breaks it THEN the commit has the SQL error', async () => {
    const transactionId = await api.begin();
    await api.execute('INSERT INTO tx_test VALUES (1, 99)', [], { transactionId });
    expect(await failure(api.commit(transactionId))).toMatchObject({
      name: 'DatabaseErrorException',
      message: expect.stringContaining('SQLState: 23503'),
    });
    expect(api.api.openTransactions).toBe(0);
  });

  test('GIVEN three minutes without a call WHEN the transaction is used THEN it has expired and its locks are gone', async () => {
    const transactionId = await api.begin();
    await api.execute('INSERT INTO tx_test VALUES (1)', [], { transactionId });
    await clock.advance(2 * MINUTE);
    await api.execute('INSERT INTO tx_test VALUES (2)', [], { transactionId });
    await clock.advance(2 * MINUTE);
    await api.execute('INSERT INTO tx_test VALUES (3)', [], { transactionId });
    await clock.advance(3 * MINUTE);
    expect(await failure(api.commit(transactionId))).toMatchObject({
      name: 'TransactionNotFoundException',
      message: `Transaction ${transactionId} is not found. Transaction may be expired.`,
    });
    expect(await count()).toBe(0);
  });

  test('GIVEN 24 hours WHEN a transaction is kept busy THEN it ends all the same', async () => {
    const transactionId = await api.begin();
    for (let hour = 0; hour < 23; hour += 1) {
      clock.skip(HOUR);
      await api.execute('SELECT 1', [], { transactionId });
    }
    clock.skip(58 * MINUTE);
    await api.execute('SELECT 1', [], { transactionId });
    await clock.advance(2 * MINUTE);
    expect((await failure(api.execute('SELECT 1', [], { transactionId }))).name).toBe(
      'TransactionNotFoundException',
    );
  });

  test('GIVEN another secret, cluster or database WHEN it names the transaction THEN it is refused', async () => {
    const transactionId = await api.begin();
    for (const more of [{ secretArn: APP_SECRET }, { resourceArn: `${CLUSTER_ARN}-x` }]) {
      expect((await failure(api.execute('SELECT 1', [], { transactionId, ...more }))).name).toMatch(
        /TransactionNotFoundException|HttpEndpointNotEnabledException/,
      );
    }
    const elsewhere = api.execute('SELECT 1', [], { transactionId, database: 'postgres' });
    expect(await failure(elsewhere)).toMatchObject({ name: 'BadRequestException' });
    expect((await api.execute('SELECT 1', [], { transactionId, database: undefined })).records).toHaveLength(
      1,
    );
    await api.rollback(transactionId);
    expect((await failure(api.rollback('no-such-id'))).message).toContain('Transaction may be expired');
  });

  test('GIVEN calls at once in one transaction WHEN the first still runs THEN the others are refused', async () => {
    const transactionId = await api.begin();
    const calls = await Promise.allSettled(
      [1, 2, 3].map(() => api.execute('SELECT pg_sleep(0.8)::text', [], { transactionId })),
    );
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = calls.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({
      name: 'DatabaseErrorException',
      message: 'Transaction is still running a query',
    });
    await api.rollback(transactionId);
  });

  test('GIVEN parameter sets WHEN a batch runs THEN each is executed, and a failure keeps none', async () => {
    const sets = [1, 2, 3].map((id) => [long('id', id)]);
    const done = await api.batch('INSERT INTO tx_test (id) VALUES (:id)', sets);
    expect(done.updateResults).toEqual([
      { generatedFields: [] },
      { generatedFields: [] },
      { generatedFields: [] },
    ]);
    expect(await count()).toBe(3);

    const failing = api.batch('INSERT INTO tx_test (id) VALUES (:id)', [[long('id', 4)], [long('id', 1)]]);
    expect((await failure(failing)).message).toContain('SQLState: 23505');
    expect(await count()).toBe(3);

    expect((await api.batch('DELETE FROM tx_test', [[]])).updateResults).toHaveLength(1);
    expect((await api.batch('DELETE FROM no_such_table', [])).updateResults).toEqual([]);
    const arrays = api.batch('SELECT :a', [[{ name: 'a', value: { arrayValue: { longValues: [1] } } }]]);
    expect((await failure(arrays)).name).toBe('ValidationException');
  });

  test('GIVEN a batch in a transaction WHEN rolled back THEN its rows are gone with it', async () => {
    const transactionId = await api.begin();
    await api.batch('INSERT INTO tx_test (id) VALUES (:id)', [[long('id', 1)], [long('id', 2)]], {
      transactionId,
    });
    expect((await api.one('SELECT count(*) FROM tx_test', [], { transactionId }))?.longValue).toBe(2);
    await api.rollback(transactionId);
    expect(await count()).toBe(0);
  });

  test('GIVEN state set in a transaction WHEN it goes on THEN the state is there', async () => {
    const transactionId = await api.begin();
    await api.execute("SELECT set_config('app.tenant', :t, true)", [text('t', 'bank-1')], { transactionId });
    expect(await api.one("SELECT current_setting('app.tenant')", [], { transactionId })).toEqual({
      stringValue: 'bank-1',
    });
    await api.execute("SET LOCAL TIME ZONE 'Asia/Tokyo'", [], { transactionId });
    expect(await api.one("SELECT '2024-01-15 12:34:56.5+09'::timestamptz", [], { transactionId })).toEqual({
      stringValue: '2024-01-15 03:34:56.5',
    });
    await api.rollback(transactionId);
  });
});
