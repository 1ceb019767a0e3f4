import { scramVerifier } from '../shared/scram';
import type { StatementRunner } from './data-api';
import type { DataApiTransactions } from './data-api-transactions';
import { text } from './sql-parameters';

/** `alter role` takes no parameters: they go through settings that end with the transaction. */
const PASS_PARAMETERS = `
  select set_config('deposits.role_name', :role_name, true) as role_name,
         set_config('deposits.verifier', :verifier, true) is not null as has_verifier`;

const ALTER_ROLE = `do $$
begin
  execute format('alter role %I password %L', current_setting('deposits.role_name'), current_setting('deposits.verifier'));
end
$$`;

const RECORD_VERSION = `
  insert into deposits.credential (role_name, secret_version_id) values (:role_name, :secret_version_id)
      on conflict (role_name) do update set secret_version_id = excluded.secret_version_id, set_at = now()`;

const SELECT_VERSION = 'select secret_version_id from deposits.credential where role_name = :role_name';

const SELECT_LOGIN = 'select rolcanlogin as can_login from pg_catalog.pg_roles where rolname = :role_name';

/** The password of a database role, and from which version of its secret it came: both change together. */
export class DatabaseUser {
  constructor(
    private readonly statements: StatementRunner,
    private readonly transactions: DataApiTransactions,
  ) {}

  /** Sends a SCRAM verifier: the password itself does not leave the function. */
  setPassword(roleName: string, password: string, secretVersionId: string): Promise<void> {
    const verifier = scramVerifier(password);
    return this.transactions.run(async (transaction) => {
      const parameters = [text('role_name', roleName), text('verifier', verifier)];
      await transaction.run({ sql: PASS_PARAMETERS, parameters });
      await transaction.run({ sql: ALTER_ROLE });
      await transaction.run({
        sql: RECORD_VERSION,
        parameters: [text('role_name', roleName), text('secret_version_id', secretVersionId)],
      });
    });
  }

  /** The version of the secret whose password the role has. Nothing when it never got one. */
  async secretVersion(roleName: string): Promise<string | undefined> {
    const [row] = await this.statements.run({
      sql: SELECT_VERSION,
      parameters: [text('role_name', roleName)],
    });
    return row === undefined ? undefined : String(row['secret_version_id']);
  }

  async canLogIn(roleName: string): Promise<boolean> {
    const [row] = await this.statements.run({ sql: SELECT_LOGIN, parameters: [text('role_name', roleName)] });
    return row?.['can_login'] === true;
  }
}
