import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { migrateDatabase } from '../../../functions/migrate-database/contract';
import { captureLog, lambdaContext } from '../support/api-event';
import { AWS_VARIABLES, variablesOf } from '../support/environment';
import { Postgres } from '../support/postgres';
import { PostgresDataApi } from '../support/postgres-data-api';

jest.mock('../../../functions/migrate-database/migrations', () => {
  const { loadMigrations } = jest.requireActual('../support/sql-files');
  return loadMigrations();
});
Object.assign(process.env, AWS_VARIABLES, variablesOf(migrateDatabase));
const { handler } =
  require('../../../functions/migrate-database/handler') as typeof import('../../../functions/migrate-database/handler');

const rdsData = mockClient(RDSDataClient);
const secretsManager = mockClient(SecretsManagerClient);
const missing = () => Object.assign(new Error('none'), { name: 'ResourceNotFoundException' });
const secret = (password: string, VersionId: string, username = 'deposits_app') => ({
  VersionId,
  SecretString: JSON.stringify({ username, password }),
});
const call = (event: object = {}) =>
  captureLog(() => handler(event, lambdaContext(20_000)).catch((error: unknown) => error));

let postgres: Postgres;
beforeAll(async () => {
  postgres = Postgres.start();
  await postgres.query('select 1');
});
afterAll(() => postgres.stop());
beforeEach(() => {
  rdsData.reset();
  secretsManager.reset();
  new PostgresDataApi(postgres, rdsData);
});

async function verifier(): Promise<unknown> {
  const [row] = await postgres.query(`select rolpassword from pg_authid where rolname = 'deposits_app'`);
  return row?.['rolpassword'];
}

/** One history: each test begins where the one before it ended. */
describe('migrate-database', () => {
  test('GIVEN a secret without a value THEN the schema is made, and the password left to the rotation', async () => {
    secretsManager.on(GetSecretValueCommand).rejects(missing());
    const { result } = await call();
    expect(result).toEqual({
      applied: ['0001-deposits', '0002-application-user', '0003-ledger', '0004-clearing'],
      current: '0004-clearing',
      applicationPassword: 'awaits-rotation',
    });
    await expect(verifier()).resolves.toBeNull();
  });

  test('GIVEN a secret of another user THEN it is refused', async () => {
    secretsManager.on(GetSecretValueCommand).resolves(secret('a-long-password-1', 'v1', 'other'));
    const { result, log } = await call();
    expect(result).toMatchObject({ message: expect.stringMatching(/must be deposits_app/) });
    expect(log).toContain('the database was not brought up to date');
  });

  test('GIVEN a secret with a value THEN the password is set, once', async () => {
    secretsManager.on(GetSecretValueCommand).resolves(secret('a-long-password-1', 'v1'));
    const { result, log } = await call();
    expect(result).toMatchObject({ applied: [], applicationPassword: 'set' });
    expect(log).not.toContain('a-long-password');
    const before = await verifier();
    expect(before).toMatch(/^SCRAM-SHA-256/);
    expect((await call()).result).toMatchObject({ applicationPassword: 'unchanged' });
    await expect(verifier()).resolves.toBe(before);
  });

  test('GIVEN a rotation that has set its pending password THEN it is not taken back', async () => {
    await postgres.query(`update deposits.credential set secret_version_id = 'v2'`);
    secretsManager
      .on(GetSecretValueCommand)
      .resolves(secret('a-long-password-1', 'v1'))
      .on(GetSecretValueCommand, { VersionStage: 'AWSPENDING' })
      .resolves(secret('a-long-password-2', 'v2'));
    expect((await call()).result).toMatchObject({ applicationPassword: 'unchanged' });
  });

  test('GIVEN a database restored from before a rotation THEN the current password is set', async () => {
    secretsManager
      .on(GetSecretValueCommand)
      .resolves(secret('a-long-password-3', 'v3'))
      .on(GetSecretValueCommand, { VersionStage: 'AWSPENDING' })
      .rejects(missing());
    const before = await verifier();
    expect((await call()).result).toMatchObject({ applicationPassword: 'set' });
    await expect(verifier()).resolves.not.toBe(before);
  });

  test('GIVEN a deployment that is destroyed THEN nothing is touched', async () => {
    expect((await call({ tf: { action: 'delete' } })).result).toEqual({ skipped: expect.any(String) });
    expect([...rdsData.calls(), ...secretsManager.calls()]).toEqual([]);
  });
});
