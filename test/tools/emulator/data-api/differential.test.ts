import type { SqlParameter } from '@aws-sdk/client-rds-data';
import { failure, Harness, type StartedEngine, startEngine, text } from './support';

type Statement = readonly [sql: string, parameters?: SqlParameter[], more?: object];

/**
 * Statements whose answers both engines must give alike: what a function sees may not depend on where it runs. The
 * engines' versions differ (PostgreSQL 15 and 18), so none asks for what changed between them.
 */
const STATEMENTS: readonly Statement[] = [
  ['CREATE SCHEMA ledger'],
  [
    `CREATE TABLE ledger.entry (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, deposit uuid NOT NULL, side char(2) NOT NULL,
      amount numeric(14, 2) NOT NULL CHECK (amount > 0), at timestamptz NOT NULL DEFAULT now(), body jsonb,
      tags text[], hash bytea, UNIQUE (deposit, side))`,
  ],
  [
    'INSERT INTO ledger.entry (deposit, side, amount, body, tags, hash) VALUES (:d, :s, :a, :b, ARRAY[:t, NULL], :h)',
    [
      text('d', '5f0c1c5e-8a63-4a4e-9a53-2f2f2f2f2f2f', 'UUID'),
      text('s', 'DR'),
      text('a', '100.10', 'DECIMAL'),
      text('b', '{"z":1,"a":[1,2,{"x":null}]}', 'JSON'),
      text('t', 'a "quoted", one'),
      { name: 'h', value: { blobValue: Uint8Array.from([0, 255, 16]) } },
    ],
  ],
  [
    'SELECT id, deposit, side, amount, body, tags, hash FROM ledger.entry',
    [],
    { includeResultMetadata: true },
  ],
  ['SELECT id, deposit, side, amount, body, tags, hash FROM ledger.entry', [], { formatRecordsAs: 'JSON' }],
  ['INSERT INTO ledger.entry (deposit, side, amount) SELECT deposit, side, amount FROM ledger.entry'],
  ["INSERT INTO ledger.entry (deposit, side, amount) SELECT deposit, 'CR', -1 FROM ledger.entry"],
  ["INSERT INTO ledger.entry (deposit, side, amount) SELECT deposit, 'CRX', 1 FROM ledger.entry"],
  ["INSERT INTO ledger.entry (deposit, side, amount) VALUES (:d, 'CR', 1)", [text('d', 'not hinted')]],
  ['UPDATE ledger.entry SET amount = amount * 2 RETURNING amount, side'],
  ['WITH x AS (DELETE FROM ledger.entry WHERE false RETURNING *) SELECT count(*) FROM x'],
  ['SELECT sum(amount), avg(amount), max(amount), count(*) FROM ledger.entry'],
  [
    "SELECT 0.1::float4, 0.1::float8, 1e300::float8, 'NaN'::float8, '-Infinity'::float8, 1e-7::float8, -0.0::float8",
  ],
  [
    "SELECT 1::int2, 2::int4, 3::int8, 4::oid, 1.0::numeric, 'NaN'::numeric, 1e20::numeric",
    [],
    { includeResultMetadata: true },
  ],
  [
    'SELECT 1.0::numeric, 12345678901234567890::numeric, 7::numeric',
    [],
    { resultSetOptions: { decimalReturnType: 'DOUBLE_OR_LONG' } },
  ],
  [
    "SELECT DATE '2024-02-29', TIME '10:11:12.5', TIMESTAMP '2024-02-29 10:11:12.123456', TIMESTAMPTZ '2024-02-29 10:11:12+09'",
    [],
    { includeResultMetadata: true },
  ],
  [
    "SELECT 'a'::char(5), 'b'::varchar(5), 'c'::name, '::1'::inet, '10.0.0.0/8'::cidr, '[1,5)'::int4range",
    [],
    { includeResultMetadata: true },
  ],
  ['SELECT true, false, NULL::bool, NULL'],
  [
    "SELECT ARRAY[1, NULL, 3], ARRAY[true], ARRAY[1.5, NULL], ARRAY['x'], ARRAY[DATE '2024-01-01'], ARRAY['{\"a\":1}'::jsonb]",
  ],
  ['SELECT ARRAY[[1]]'],
  ["SELECT interval '1 day'"],
  ["SELECT 'x'::xml"],
  ['SELECT point(1, 2)'],
  ['SELECT pg_sleep(0)'],
  ["SELECT 'infinity'::date"],
  ['SELECT * FROM ledger.missing'],
  ['SELECT missing FROM ledger.entry'],
  ['SELEC 1'],
  ['SELECT 1/0'],
  ["SELECT 'x'::int"],
  ['SELECT :n + 1', [text('n', '1')]],
  ['SELECT (ARRAY[1, 2, 3])[:from:3]', [text('from', '1')]],
  ['SELECT upper(:t) LIMIT :n', [text('t', 'é ж 漢'), { name: 'n', value: { longValue: 1 } }]],
  ['SELECT :n::int + :n::int', [text('n', '4')]],
  ["SELECT lower('A') WHERE 1 = 2"],
  [''],
  ['-- nothing'],
  ['SHOW TimeZone'],
  ['SHOW DateStyle'],
  ['SHOW search_path'],
  ['SELECT current_user, session_user'],
  ['SELECT rolsuper, rolcreaterole, rolcreatedb, rolcanlogin FROM pg_roles WHERE rolname = current_user'],
  ["SELECT pg_has_role(current_user, 'rds_superuser', 'member')"],
  ['SET ROLE postgres'],
  ["ALTER SYSTEM SET work_mem = '1MB'"],
  ['CREATE ROLE reader NOLOGIN'],
  ['GRANT USAGE ON SCHEMA ledger TO reader'],
  ["DO 'BEGIN RAISE EXCEPTION ''custom'' USING ERRCODE = ''P0042'', HINT = ''look''; END'"],
  [
    "CREATE FUNCTION ledger.refuse() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION 'append-only'; END $f$",
  ],
  ['CREATE TRIGGER refuse BEFORE DELETE ON ledger.entry FOR EACH ROW EXECUTE FUNCTION ledger.refuse()'],
  ['DELETE FROM ledger.entry'],
  ['CREATE EXTENSION IF NOT EXISTS plpgsql'],
  ['EXPLAIN (COSTS OFF) SELECT 1'],
  ['DROP OWNED BY reader'],
  ['DROP ROLE reader'],
  ['TRUNCATE ledger.entry'],
  ['DROP SCHEMA ledger CASCADE'],
  ['VACUUM'],
];

describe('the engines answer alike', () => {
  const started: StartedEngine[] = [];
  const harnesses: Harness[] = [];
  let missing = '';

  beforeAll(async () => {
    for (const name of ['pglite', 'postgres'] as const) {
      const engine = await startEngine(name);
      if ('reason' in engine) {
        missing = engine.reason;
        return;
      }
      started.push(engine);
      harnesses.push(await Harness.start(engine.engine));
    }
  });

  afterAll(async () => {
    for (const harness of harnesses) await harness.stop();
    for (const engine of started) await engine.stop();
  });

  const answer = async (harness: Harness, [sql, parameters, more]: Statement): Promise<unknown> => {
    try {
      const { $metadata: _, ...output } = await harness.execute(sql, parameters, more);
      return output;
    } catch {
      return failure(harness.execute(sql, parameters, more));
    }
  };

  test.each(
    STATEMENTS.map((statement, index) => ({
      index,
      sql: statement[0].replaceAll(/\s+/g, ' ').slice(0, 90),
      statement,
    })),
  )('GIVEN $index: $sql', async ({ statement }) => {
    const [pglite, postgres] = harnesses;
    if (!pglite || !postgres) {
      process.stderr.write(`skipped: no server to compare with: ${missing}\n`);
      return;
    }
    expect(await answer(pglite, statement)).toEqual(await answer(postgres, statement));
  });
});
