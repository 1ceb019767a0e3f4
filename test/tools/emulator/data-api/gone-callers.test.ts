import { setTimeout as sleep } from 'node:timers/promises';
import { BeginTransactionCommand } from '@aws-sdk/client-rds-data';
import { CLUSTER_ARN, describeEngines, Harness, MASTER_SECRET } from './support';

describeEngines('callers who have given up', (engine) => {
  let api: Harness;

  beforeAll(async () => {
    api = await Harness.start(engine());
    await api.execute('SELECT 1');
  });

  afterAll(() => api?.stop());

  /** Asks, and hangs up when the request has arrived. */
  async function beginAndLeave(): Promise<void> {
    const gone = new AbortController();
    const command = new BeginTransactionCommand({
      resourceArn: CLUSTER_ARN,
      secretArn: MASTER_SECRET,
      database: 'deposits',
    });
    const asked = api.client.send(command, { abortSignal: gone.signal });
    setTimeout(() => gone.abort(), 200);
    await expect(asked).rejects.toThrow(/abort/i);
  }

  it('begin no transaction when a connection is free at last: it would keep the connection for minutes', async () => {
    // All the connections that there are.
    const held = await Promise.all(
      Array.from({ length: engine().kind === 'pglite' ? 1 : 20 }, () => api.begin()),
    );
    await Promise.all(Array.from({ length: 8 }, beginAndLeave));
    await Promise.all(held.map((transactionId) => api.commit(transactionId)));
    await sleep(300);
    expect(api.api.openTransactions).toBe(0);
    expect(await api.one('SELECT 2::bigint')).toEqual({ longValue: 2 });
  });

  it('leave no transaction behind that was begun as they went', async () => {
    const body = JSON.stringify({ resourceArn: CLUSTER_ARN, secretArn: MASTER_SECRET, database: 'deposits' });
    for (let milliseconds = 0; milliseconds < 12; milliseconds += 1) {
      const gone = new AbortController();
      const asked = api.api.handle('/BeginTransaction', body, gone.signal);
      setTimeout(() => gone.abort(), milliseconds);
      const { status, body: answer } = await asked;
      if (status === 200 && !gone.signal.aborted) {
        const { transactionId } = JSON.parse(answer) as { transactionId: string };
        await api.rollback(transactionId);
      }
    }
    expect(api.api.openTransactions).toBe(0);
  });
});
