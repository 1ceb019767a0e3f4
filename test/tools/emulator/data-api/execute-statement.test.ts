import {
  APP_SECRET,
  asApp,
  CLUSTER_ARN,
  describeEngines,
  failure,
  Harness,
  long,
  MASTER_SECRET,
  text,
} from './support';

describeEngines('ExecuteStatement', (engine) => {
  let api: Harness;

  beforeAll(async () => {
    api = await Harness.start(engine());
    await api.createAppUser();
    await api.execute('DROP TABLE IF EXISTS execute_test');
    await api.execute(`CREATE TABLE execute_test (
      id serial PRIMARY KEY, name varchar(40) NOT NULL UNIQUE, amount numeric(12, 2), big bigint, note text)`);
    await api.execute('GRANT SELECT, INSERT ON execute_test TO app_user');
    await api.execute('GRANT USAGE ON SEQUENCE execute_test_id_seq TO app_user');
  });

  afterAll(() => api?.stop());

  test('GIVEN typed parameters WHEN a row is inserted and read THEN each value has its member', async () => {
    const inserted = await api.execute(
      'INSERT INTO execute_test (name, amount, big, note) VALUES (:name, :amount, :big, :note)',
      [
        text('name', 'first'),
        text('amount', '12.50', 'DECIMAL'),
        long('big', 9007199254740991),
        { name: 'note', value: { isNull: true } },
      ],
    );
    expect(inserted).toMatchObject({ numberOfRecordsUpdated: 1, generatedFields: [] });
    expect(inserted.records).toBeUndefined();

    const read = await api.execute('SELECT name, amount, big, note FROM execute_test WHERE name = :name', [
      text('name', 'first'),
    ]);
    expect(read.records).toEqual([
      [{ stringValue: 'first' }, { stringValue: '12.50' }, { longValue: 9007199254740991 }, { isNull: true }],
    ]);
    expect(read.numberOfRecordsUpdated).toBe(0);
    expect(read.columnMetadata).toBeUndefined();
  });

  test('GIVEN RETURNING WHEN a row is inserted THEN the row comes and no generated fields', async () => {
    const inserted = await api.execute(
      "INSERT INTO execute_test (name) VALUES ('returned') RETURNING id, name",
    );
    expect(inserted.records).toEqual([[{ longValue: expect.any(Number) }, { stringValue: 'returned' }]]);
    expect(inserted.generatedFields ?? []).toEqual([]);
  });

  test('GIVEN an update WHEN it meets several rows THEN numberOfRecordsUpdated counts them', async () => {
    await api.execute("INSERT INTO execute_test (name) VALUES ('u1'), ('u2'), ('u3')");
    const updated = await api.execute("UPDATE execute_test SET note = 'x' WHERE name LIKE 'u_'");
    expect(updated.numberOfRecordsUpdated).toBe(3);
    expect((await api.execute("DELETE FROM execute_test WHERE name LIKE 'u_'")).numberOfRecordsUpdated).toBe(
      3,
    );
  });

  test('GIVEN includeResultMetadata WHEN columns are of a table and of none THEN the metadata tells both', async () => {
    const read = await api.execute(
      "INSERT INTO execute_test (name) VALUES ('meta') RETURNING id, name AS label, amount, 1 AS one, ARRAY[1]",
      [],
      { includeResultMetadata: true },
    );
    expect(read.columnMetadata).toMatchObject([
      {
        name: 'id',
        label: 'id',
        tableName: 'execute_test',
        typeName: 'serial',
        type: 4,
        isAutoIncrement: true,
        isSigned: true,
        nullable: 0,
        precision: 10,
      },
      {
        name: 'label',
        label: 'label',
        typeName: 'varchar',
        type: 12,
        precision: 40,
        nullable: 0,
        isCaseSensitive: true,
      },
      { name: 'amount', typeName: 'numeric', type: 2, precision: 12, scale: 2, nullable: 1 },
      { name: 'one', label: 'one', typeName: 'int4', tableName: '', schemaName: '', nullable: 2 },
      { name: 'array', typeName: '_int4', type: 2003, arrayBaseColumnType: 0 },
    ]);
  });

  test('GIVEN formatRecordsAs JSON WHEN a select runs THEN the records are one JSON string', async () => {
    const read = await api.execute(
      `SELECT 1 AS a, 1.50::numeric AS d, true AS b, NULL::text AS n, '\\xdead'::bytea AS x, ARRAY['p', NULL] AS l,
        '{"k":1}'::jsonb AS j, DATE '2024-02-29' AS day, 1.5::float8 AS f`,
      [],
      { formatRecordsAs: 'JSON', includeResultMetadata: true },
    );
    expect(JSON.parse(read.formattedRecords ?? '')).toEqual([
      {
        a: 1,
        d: '1.50',
        b: true,
        n: null,
        x: '3q0=',
        l: ['p', null],
        j: '{"k": 1}',
        day: '2024-02-29',
        f: 1.5,
      },
    ]);
    expect(read.records).toBeUndefined();
    expect(read.columnMetadata).toBeUndefined();
    const empty = await api.execute('SELECT 1 AS a WHERE false', [], { formatRecordsAs: 'JSON' });
    expect(empty.formattedRecords).toBe('[]');
  });

  test('GIVEN formatRecordsAs JSON WHEN rows are returned by an insert THEN they come so too, and without rows nothing does', async () => {
    const json = { formatRecordsAs: 'JSON' as const };
    const written = await api.execute(
      "INSERT INTO execute_test (name) VALUES ('json') RETURNING name",
      [],
      json,
    );
    expect(written.formattedRecords).toBe('[{"name":"json"}]');
    const silent = await api.execute("INSERT INTO execute_test (name) VALUES ('silent')", [], json);
    expect(silent.formattedRecords).toBeUndefined();
    expect(silent.numberOfRecordsUpdated).toBe(1);
  });

  test('GIVEN resultSetOptions WHEN numbers are read THEN they come in the form asked for', async () => {
    const sql = 'SELECT 5::bigint, 2.50::numeric(10, 2), 7::numeric(10, 0), ARRAY[1, 2], ARRAY[1.5, 2]';
    const strings = await api.execute(sql, [], { resultSetOptions: { longReturnType: 'STRING' } });
    expect(strings.records?.[0]).toEqual([
      { stringValue: '5' },
      { stringValue: '2.50' },
      { stringValue: '7' },
      { arrayValue: { stringValues: ['1', '2'] } },
      { arrayValue: { stringValues: ['1.5', '2'] } },
    ]);
    const numbers = await api.execute(sql, [], { resultSetOptions: { decimalReturnType: 'DOUBLE_OR_LONG' } });
    expect(numbers.records?.[0]).toEqual([
      { longValue: 5 },
      { doubleValue: 2.5 },
      { longValue: 7 },
      { arrayValue: { longValues: [1, 2] } },
      { arrayValue: { doubleValues: [1.5, 2] } },
    ]);
  });

  test('GIVEN array parameters, a second statement or a schema WHEN sent THEN ValidationException refuses them', async () => {
    const arrays = api.execute('SELECT :a', [{ name: 'a', value: { arrayValue: { longValues: [1] } } }]);
    expect(await failure(arrays)).toEqual({
      name: 'ValidationException',
      message: 'Array parameters are not supported',
      status: 400,
    });
    expect(await failure(api.execute('SELECT 1; SELECT 2'))).toMatchObject({
      name: 'ValidationException',
      message: "Multistatements aren't supported",
    });
    expect(await failure(api.execute('SELECT 1', [], { schema: 'public' }))).toMatchObject({
      name: 'ValidationException',
      message: "The schema parameter isn't supported",
    });
    expect(await api.one('SELECT 1; -- the end')).toEqual({ longValue: 1 });
  });

  test('GIVEN a parameter without a value or of a wrong form WHEN sent THEN the answer names it', async () => {
    expect(await failure(api.execute('SELECT :missing'))).toMatchObject({
      name: 'BadRequestException',
      message: 'Cannot find parameter: missing',
    });
    const wrong = api.execute('SELECT :day', [text('day', '29.02.2024', 'DATE')]);
    expect(await failure(wrong)).toMatchObject({
      name: 'BadRequestException',
      message: expect.stringContaining('YYYY-MM-DD'),
    });
  });

  test('GIVEN statements that PostgreSQL refuses WHEN run THEN the message has its text, position and SQLState', async () => {
    await api.execute("INSERT INTO execute_test (name) VALUES ('twice')");
    const failures = [
      [
        "INSERT INTO execute_test (name) VALUES ('twice')",
        'ERROR: duplicate key value violates unique constraint "execute_test_name_key"; SQLState: 23505',
      ],
      [
        'INSERT INTO execute_test (name) VALUES (NULL)',
        'ERROR: null value in column "name" of relation "execute_test" violates not-null constraint; SQLState: 23502',
      ],
      [
        'SELECT * FROM no_such_table',
        'ERROR: relation "no_such_table" does not exist; Position: 15; SQLState: 42P01',
      ],
      ['SELEKT 1', 'ERROR: syntax error at or near "SELEKT"; Position: 1; SQLState: 42601'],
      ['SELECT 1 / 0', 'ERROR: division by zero; SQLState: 22012'],
    ] as const;
    for (const [sql, message] of failures) {
      expect(await failure(api.execute(sql))).toEqual({
        name: 'DatabaseErrorException',
        message,
        status: 400,
      });
    }
    const hinted = await failure(api.execute('SELECT 1 = :t', [text('t', 'x')]));
    expect(hinted.message).toMatch(
      /^ERROR: operator does not exist: integer = text; Hint: .+; Position: 10; SQLState: 42883$/,
    );
  });

  test('GIVEN types that the service does not return WHEN selected THEN UnsupportedResultException names them', async () => {
    const unsupported = [
      ["SELECT '1 day'::interval", 'The result contains the unsupported data type interval'],
      ['SELECT 1::money', 'The result contains the unsupported data type money'],
      ["SELECT point '(1,2)'", 'The result contains the unsupported data type point'],
      ["SELECT 'int4'::regtype", 'The result contains the unsupported data type regtype'],
      [`SELECT 'a'::"char"`, 'The result contains the unsupported data type CHAR'],
      ['SELECT ARRAY[[1, 2], [3, 4]]', 'The result contains a multidimensional array'],
    ] as const;
    for (const [sql, message] of unsupported) {
      expect(await failure(api.execute(sql))).toEqual({
        name: 'UnsupportedResultException',
        message,
        status: 400,
      });
    }
    expect(await failure(api.execute("SELECT 'infinity'::timestamp"))).toMatchObject({
      name: 'InternalFailure',
      status: 500,
    });
  });

  test('GIVEN results beyond the limits WHEN selected THEN they are refused, and at the limit they are not', async () => {
    expect(await failure(api.execute("SELECT repeat('x', 60000) FROM generate_series(1, 20)"))).toMatchObject(
      {
        name: 'UnsupportedResultException',
        message: 'The result exceeds the size limit 1 MB',
      },
    );
    expect(await failure(api.execute("SELECT repeat('x', 65537)"))).toMatchObject({
      name: 'UnsupportedResultException',
      message: expect.stringContaining('64 KB'),
    });
    const largest = await api.execute("SELECT repeat('x', 65536) FROM generate_series(1, 16)");
    expect(largest.records).toHaveLength(16);
  });

  test('GIVEN a request beyond 4 MiB WHEN sent THEN it is refused, and one below is not', async () => {
    const refused = await failure(api.execute('SELECT length(:t)', [text('t', 'x'.repeat(4 * 1024 * 1024))]));
    expect(refused).toMatchObject({ name: 'RequestEntityTooLargeException', status: 413 });
    const taken = await api.one('SELECT length(:t)', [text('t', 'x'.repeat(4_000_000))]);
    expect(taken).toEqual({ longValue: 4_000_000 });
  });

  test('GIVEN the application user WHEN it does more than its grants THEN 42501, and it cannot become another', async () => {
    await api.execute("INSERT INTO execute_test (name) VALUES ('by app')", [], asApp);
    expect(await api.one('SELECT current_user', [], asApp)).toEqual({ stringValue: 'app_user' });
    expect(await failure(api.execute('DELETE FROM execute_test', [], asApp))).toMatchObject({
      name: 'DatabaseErrorException',
      message: 'ERROR: permission denied for table execute_test; SQLState: 42501',
    });
    for (const sql of [
      'SET SESSION AUTHORIZATION master_user',
      'RESET SESSION AUTHORIZATION',
      'SET ROLE master_user',
    ]) {
      expect((await failure(api.execute(sql, [], asApp))).message).toContain('SQLState: 42501');
    }
    expect(await api.one('SELECT session_user')).toEqual({ stringValue: 'master_user' });
    expect((await failure(api.execute('SELECT rolpassword FROM pg_authid'))).message).toContain('42501');
  });

  test('GIVEN wrong credentials WHEN sent THEN the answer is that of PostgreSQL or of the secret', async () => {
    api.secrets['arn:wrong'] = { username: 'app_user', password: 'no' };
    api.secrets['arn:nobody'] = { username: 'nobody_here', password: 'no' };
    api.secrets['arn:master-wrong'] = { username: 'master_user', password: 'no' };
    api.secrets['arn:empty'] = {};
    for (const secretArn of ['arn:wrong', 'arn:nobody', 'arn:master-wrong']) {
      expect(await failure(api.execute('SELECT 1', [], { secretArn }))).toMatchObject({
        name: 'DatabaseErrorException',
        message: expect.stringMatching(/password authentication failed for user ".+"; SQLState: 28P01$/),
      });
    }
    expect(await failure(api.execute('SELECT 1', [], { secretArn: 'arn:empty' }))).toMatchObject({
      name: 'InvalidSecretException',
    });
    expect(await failure(api.execute('SELECT 1', [], { secretArn: 'arn:none' }))).toMatchObject({
      name: 'SecretsErrorException',
    });
    const noLogin = api.execute('SELECT 1', [], asApp);
    expect((await noLogin).records).toHaveLength(1);
  });

  test('GIVEN a rotated password WHEN the secret follows THEN the old one fails and the new one works', async () => {
    await api.execute("CREATE ROLE rotated LOGIN PASSWORD 'old-password'");
    api.secrets['arn:rotated'] = { username: 'rotated', password: 'old-password' };
    const asRotated = { secretArn: 'arn:rotated' };
    expect(await api.one('SELECT 1', [], asRotated)).toEqual({ longValue: 1 });
    await api.execute("ALTER ROLE rotated PASSWORD 'new-password'");
    expect((await failure(api.execute('SELECT 1', [], asRotated))).message).toContain('28P01');
    api.secrets['arn:rotated'] = { username: 'rotated', password: 'new-password' };
    expect(await api.one('SELECT 1', [], asRotated)).toEqual({ longValue: 1 });
    // RDS rotates the master's managed secret and the database with it.
    api.secrets[MASTER_SECRET] = { username: 'master_user', password: 'rotated-master' };
    expect(await api.one('SELECT 1')).toEqual({ longValue: 1 });
    await api.execute('DROP ROLE rotated');
  });

  test('GIVEN a database that is absent, or none named WHEN called THEN 3D000 names it, the user name by default', async () => {
    expect((await failure(api.execute('SELECT 1', [], { database: 'absent' }))).message).toBe(
      'ERROR: database "absent" does not exist; SQLState: 3D000',
    );
    expect((await failure(api.execute('SELECT 1', [], { database: undefined }))).message).toBe(
      'ERROR: database "master_user" does not exist; SQLState: 3D000',
    );
    expect(await api.one('SELECT 1', [], { database: 'postgres' })).toEqual({ longValue: 1 });
  });

  test('GIVEN an unknown cluster WHEN called THEN HttpEndpointNotEnabledException', async () => {
    const resourceArn = `${CLUSTER_ARN}-other`;
    expect(await failure(api.execute('SELECT 1', [], { resourceArn, secretArn: APP_SECRET }))).toEqual({
      name: 'HttpEndpointNotEnabledException',
      message: `HttpEndpoint is not enabled for resource ${resourceArn}`,
      status: 400,
    });
  });

  test('GIVEN session state of one call WHEN the next comes THEN it is gone', async () => {
    await api.execute("SET search_path TO 'nowhere'");
    await api.execute('CREATE TEMPORARY TABLE gone (a int)');
    expect(await api.one('SHOW search_path')).toEqual({ stringValue: '"$user", public' });
    expect((await failure(api.execute('SELECT * FROM gone'))).message).toContain('42P01');
  });

  test('GIVEN COPY and a colon in a dollar quote WHEN sent THEN they are refused', async () => {
    expect((await failure(api.execute('COPY (SELECT 1) TO STDOUT'))).message).toContain('CopyOutResponse');
    expect((await failure(api.execute('COPY execute_test FROM STDIN'))).message).toContain('CopyInResponse');
    expect(await failure(api.execute('SELECT $$a :b c$$'))).toMatchObject({ name: 'ValidationException' });
  });

  test('GIVEN DDL WHEN run THEN it succeeds with nothing updated', async () => {
    const created =
      await api.execute(`CREATE FUNCTION pg_temp.add(a int, b int) RETURNS int LANGUAGE plpgsql AS $body$
      DECLARE c int := a + b; BEGIN RETURN c::int; END $body$`);
    expect(created).toMatchObject({ numberOfRecordsUpdated: 0, generatedFields: [] });
    expect((await api.execute('VACUUM execute_test')).numberOfRecordsUpdated).toBe(0);
  });
});
