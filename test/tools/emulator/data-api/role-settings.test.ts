import { asApp, describeEngines, Harness } from './support';

describeEngines('settings of a role', (engine) => {
  let api: Harness;

  beforeAll(async () => {
    api = await Harness.start(engine());
    await api.createAppUser();
    await api.execute("ALTER ROLE app_user SET statement_timeout = '20s'");
    await api.execute('ALTER ROLE app_user SET search_path = pg_catalog');
    await api.execute("ALTER ROLE app_user SET application_name = 'o''clock=1'");
  });

  afterAll(() => api?.stop());

  const setting = (name: string, more = {}) => api.one(`SELECT current_setting('${name}')`, [], more);

  it('are made at each login of the role, whatever is in their values', async () => {
    expect(await setting('statement_timeout', asApp)).toEqual({ stringValue: '20s' });
    expect(await setting('search_path', asApp)).toEqual({ stringValue: 'pg_catalog' });
    expect(await setting('application_name', asApp)).toEqual({ stringValue: "o'clock=1" });
  });

  it('do not outlive its session', async () => {
    await setting('statement_timeout', asApp);
    expect(await setting('statement_timeout')).toEqual({ stringValue: '0' });
  });

  it('end a transaction that nobody goes on with, and free what it has locked', async () => {
    if (engine().kind === 'pglite') return;
    await api.execute('DROP TABLE IF EXISTS locked_test');
    await api.execute('CREATE TABLE locked_test (id int PRIMARY KEY)');
    await api.execute('INSERT INTO locked_test VALUES (1)');
    await api.execute('GRANT SELECT, UPDATE ON locked_test TO app_user');
    await api.execute("ALTER ROLE app_user SET idle_in_transaction_session_timeout = '300ms'");
    const transactionId = await api.begin(asApp);
    const lock = 'SELECT id FROM public.locked_test FOR UPDATE';
    await api.execute(lock, [], { ...asApp, transactionId });
    expect(await api.one(lock, [], asApp)).toEqual({ longValue: 1 });
    await expect(api.execute('SELECT 1', [], { ...asApp, transactionId })).rejects.toThrow();
    expect(await setting('statement_timeout', asApp)).toEqual({ stringValue: '20s' });
    expect(api.api.openTransactions).toBe(0);
  });

  it('are gone when they are taken back', async () => {
    await api.execute('ALTER ROLE app_user RESET ALL');
    expect(await setting('statement_timeout', asApp)).toEqual({ stringValue: '0' });
  });
});
