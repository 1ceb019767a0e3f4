import { SERVICE_LIMITS } from '../../../../tools/emulator/data-api/limits';
import { CLUSTER, CLUSTER_ARN, describeEngines, failure, HandClock, Harness, MASTER_SECRET } from './support';

const RESUMING = {
  name: 'DatabaseResumingException',
  message:
    'The Aurora DB instance deposits-test is resuming after being auto-paused. Please wait a few seconds and try again.',
  status: 400,
};

describeEngines('faults, time-outs and states', (engine) => {
  describe('faults on request', () => {
    let api: Harness;
    let clock: HandClock;

    beforeAll(async () => {
      clock = new HandClock();
      api = await Harness.start(engine(), { clock });
      await api.execute('CREATE TABLE IF NOT EXISTS fault_test (id int)');
    });

    afterEach(() => api.api.restore());

    afterAll(() => api?.stop());

    test('GIVEN a paused cluster WHEN called THEN it resumes from the first call on, for 15 seconds', async () => {
      await api.api.pause();
      await clock.advance(60_000);
      expect(await failure(api.execute('SELECT 1'))).toEqual(RESUMING);
      await clock.advance(14_000);
      expect(await failure(api.begin())).toEqual(RESUMING);
      await clock.advance(1_000);
      expect(await api.one('SELECT 1')).toEqual({ longValue: 1 });
    });

    test('GIVEN a pause of some calls WHEN called so often THEN the next call works', async () => {
      await api.api.pause({ calls: 2, clusterArn: CLUSTER_ARN });
      expect(await failure(api.execute('SELECT 1'))).toEqual(RESUMING);
      expect(await failure(api.execute('SELECT 1'))).toEqual(RESUMING);
      expect(await api.one('SELECT 1')).toEqual({ longValue: 1 });
      await api.api.pause({ clusterArn: `${CLUSTER_ARN}-other` });
      expect(await api.one('SELECT 1')).toEqual({ longValue: 1 });
    });

    test('GIVEN a cut-off WHEN called THEN the database is unavailable, open transactions end, until it is restored', async () => {
      const transactionId = await api.begin();
      await api.execute('INSERT INTO fault_test VALUES (1)', [], { transactionId });
      await api.api.cutOff();
      expect(await failure(api.commit(transactionId))).toMatchObject({
        name: 'DatabaseUnavailableException',
        status: 504,
      });
      api.api.restore();
      expect((await failure(api.commit(transactionId))).name).toBe('TransactionNotFoundException');
      expect(await api.one('SELECT count(*) FROM fault_test')).toEqual({ longValue: 0 });
    });

    test('GIVEN lost answers WHEN a statement runs THEN its work is done though the caller hears of a failure', async () => {
      api.api.loseAnswers(1);
      expect((await failure(api.execute('INSERT INTO fault_test VALUES (7)'))).name).toBe(
        'DatabaseUnavailableException',
      );
      expect(await api.one('SELECT count(*) FROM fault_test WHERE id = 7')).toEqual({ longValue: 1 });
      await api.execute('DELETE FROM fault_test');
    });

    test('GIVEN a statement that runs WHEN the database is cut off THEN its outcome stays unknown to the caller', async () => {
      const running = failure(api.execute('SELECT pg_sleep(0.4)::text'));
      await new Promise((resolve) => setTimeout(resolve, 150));
      await api.api.cutOff({ clusterArn: CLUSTER_ARN });
      expect((await running).name).toBe('DatabaseUnavailableException');
    });

    test('GIVEN a transaction that runs a statement WHEN the database is cut off THEN the connection is free again after it', async () => {
      const transactionId = await api.begin();
      const running = failure(api.execute('SELECT pg_sleep(0.4)::text', [], { transactionId }));
      await new Promise((resolve) => setTimeout(resolve, 150));
      await api.api.cutOff();
      expect((await running).name).toMatch(/DatabaseUnavailableException|DatabaseErrorException/);
      api.api.restore();
      expect(api.api.openTransactions).toBe(0);
      expect(await api.one('SELECT session_user')).toEqual({ stringValue: 'master_user' });
    });
  });

  describe('time-outs', () => {
    let api: Harness;

    beforeAll(async () => {
      api = await Harness.start(engine(), { limits: { statementTimeoutMilliseconds: 1000 } });
      await api.execute('CREATE TABLE IF NOT EXISTS timeout_test (id int)').catch(() => undefined);
      await api.execute('DELETE FROM timeout_test');
    });

    afterAll(() => api?.stop());

    const rows = async (): Promise<number | undefined> =>
      (await api.one('SELECT count(*) FROM timeout_test'))?.longValue;
    const slowInsert = 'INSERT INTO timeout_test SELECT 1 FROM pg_sleep(2)';

    test('GIVEN a statement beyond the time WHEN it runs THEN StatementTimeoutException with the connection, and nothing is kept', async () => {
      const started = Date.now();
      await expect(api.execute(slowInsert)).rejects.toMatchObject({
        name: 'StatementTimeoutException',
        dbConnectionId: expect.any(Number),
      });
      expect(Date.now() - started).toBeLessThan(1950);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(await rows()).toBe(0);
    });

    test('GIVEN continueAfterTimeout WHEN the call times out THEN the statement goes on to its end', async () => {
      const call = api.execute(slowInsert, [], { continueAfterTimeout: true });
      expect((await failure(call)).name).toBe('StatementTimeoutException');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect(await rows()).toBe(1);
      await api.execute('DELETE FROM timeout_test');
    });

    test('GIVEN a transaction WHEN a statement of it times out THEN the transaction is aborted', async () => {
      const transactionId = await api.begin();
      await api.execute('INSERT INTO timeout_test VALUES (2)', [], { transactionId });
      expect((await failure(api.execute(slowInsert, [], { transactionId }))).name).toBe(
        'StatementTimeoutException',
      );
      await new Promise((resolve) => setTimeout(resolve, 1500));
      expect((await failure(api.execute('SELECT 1', [], { transactionId }))).message).toContain('25P02');
      await api.rollback(transactionId);
      expect(await rows()).toBe(0);
    });

    test('GIVEN a statement within the time WHEN it runs THEN it is answered', async () => {
      expect(await api.one('SELECT pg_sleep(0.1)::text')).toEqual({ stringValue: '' });
      expect(SERVICE_LIMITS.statementTimeoutMilliseconds).toBe(45_000);
    });
  });

  describe('states of the cluster', () => {
    const cases = [
      [{ httpEndpointEnabled: false }, 'HttpEndpointNotEnabledException', 400],
      [{ hasInstance: false }, 'DatabaseNotFoundException', 404],
      [{ status: 'stopped' }, 'InvalidResourceStateException', 400],
    ] as const;

    test.each(cases)('GIVEN a cluster with %j WHEN called THEN %s', async (state, name, status) => {
      const api = await Harness.start(engine(), { clusters: async () => ({ ...CLUSTER, ...state }) });
      expect(await failure(api.execute('SELECT 1'))).toMatchObject({ name, status });
      await api.stop();
    });

    test('GIVEN policies WHEN a call is denied THEN the denial is the answer, and its message the policy’s', async () => {
      const asked: string[][] = [];
      const api = await Harness.start(engine(), {
        authorize: async (operation, resourceArn, secretArn) => {
          asked.push([operation, resourceArn, secretArn]);
          const message = `not authorized to perform: rds-data:${operation}`;
          return operation === 'ExecuteStatement'
            ? { errorName: 'AccessDeniedException', message }
            : { errorName: 'ForbiddenException', message };
        },
      });
      expect(await failure(api.execute('SELECT 1'))).toEqual({
        name: 'AccessDeniedException',
        message: 'not authorized to perform: rds-data:ExecuteStatement',
        status: 403,
      });
      expect(await failure(api.begin())).toMatchObject({ name: 'ForbiddenException', status: 403 });
      expect(asked[0]).toEqual(['ExecuteStatement', CLUSTER_ARN, MASTER_SECRET]);
      await api.stop();
    });

    test('GIVEN secrets that cannot be read WHEN called THEN SecretsErrorException says why', async () => {
      const api = await Harness.start(engine(), {
        secrets: async () => {
          throw new Error('the key is disabled');
        },
      });
      expect(await failure(api.execute('SELECT 1'))).toMatchObject({
        name: 'SecretsErrorException',
        message: expect.stringContaining('the key is disabled'),
      });
      await api.stop();
    });

    test('GIVEN raw requests WHEN they are no operation, not JSON, or lack a member THEN each has its error', async () => {
      const api = await Harness.start(engine());
      const post = async (path: string, body: string) => {
        const response = await fetch(`${api.endpoint}${path}`, { method: 'POST', body });
        return {
          status: response.status,
          type: response.headers.get('x-amzn-errortype'),
          body: await response.text(),
        };
      };
      expect(await post('/ExecuteSql', '{}')).toMatchObject({ status: 400, type: 'BadRequestException' });
      expect(await post('/Nothing', '{}')).toMatchObject({ status: 404, type: 'UnknownOperationException' });
      expect(await post('/Execute', '{')).toMatchObject({ status: 400, type: 'ValidationException' });
      expect((await post('/Execute', '[]')).body).toContain('not a JSON object');
      const request = {
        resourceArn: CLUSTER_ARN,
        secretArn: MASTER_SECRET,
        database: 'deposits',
        sql: 'SELECT :v',
      };
      const wrong: [object, string][] = [
        [{ ...request, sql: undefined }, "at 'sql' failed"],
        [{ ...request, resourceArn: 5 }, "at 'resourceArn' failed"],
        [{ ...request, parameters: {} }, "at 'parameters' failed"],
        [{ ...request, parameters: [{ value: { longValue: 1 } }] }, "at 'parameters.1.member.name' failed"],
        [{ ...request, parameters: [{ name: 'v', value: {} }] }, "at 'parameters.1.member.value' failed"],
        [{ ...request, parameters: [{ name: 'v', value: { longValue: 1.5 } }] }, 'value.longValue'],
        [{ ...request, parameters: [{ name: 'v', value: { stringValue: '1' }, typeHint: 'X' }] }, 'typeHint'],
        [{ ...request, formatRecordsAs: 'XML' }, "at 'formatRecordsAs' failed"],
        [{ ...request, resultSetOptions: { longReturnType: 'INT' } }, "at 'longReturnType' failed"],
      ];
      for (const [body, message] of wrong) {
        const answer = await post('/Execute', JSON.stringify(body));
        expect(answer).toMatchObject({ status: 400, type: 'ValidationException' });
        expect(answer.body).toContain(message);
      }
      const exact = JSON.stringify({
        ...request,
        parameters: [{ name: 'v', value: { longValue: 0 } }],
      }).replace('"longValue":0', '"longValue":9223372036854775807');
      expect((await post('/Execute', exact)).body).toContain('{"longValue":9223372036854775807}');
      expect(await post('/Execute', exact.replace('5807}', '5808}'))).toMatchObject({
        type: 'ValidationException',
      });
      await api.stop();
    });
  });
});
