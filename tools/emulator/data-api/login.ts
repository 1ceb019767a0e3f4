import { createHash } from 'node:crypto';
import type { ClusterInfo, Credentials } from './cluster';
import { command, DatabaseError, type Session } from './engine';
import { createVerifier, verifyPassword } from './scram';
import { quoteIdentifier, quoteLiteral } from './sql-identifiers';

/** Passwords that were verified, by verifier: deriving a key takes milliseconds, and each call logs in. */
const VERIFIED_LIMIT = 256;
const verified = new Set<string>();

/**
 * Logs the session in as the secret's user, as PostgreSQL would: the role must exist, may log in, has this password and
 * may connect to the database. After it the session is that role (`SET SESSION AUTHORIZATION`), so every grant applies,
 * and a later `SET ROLE` or `RESET ROLE` of the application's stays within what the role may become. The settings of the
 * role (`ALTER ROLE … SET`) are made as at a login: PostgreSQL itself applies them to a new connection only, and without
 * its time limits a transaction that nobody ends would keep its locks.
 *
 * @param secretArn the secret that the credentials came from: RDS keeps the master user and its managed secret in
 *   agreement, so the master's own secret also sets the password.
 * @throws DatabaseError 28P01 (wrong password, no such role), 28000 (NOLOGIN), 42501 (no CONNECT). On the service a
 *   wrong password is a `DatabaseErrorException` too; that its severity reads `ERROR`, as for a missing database, is
 *   inferred and not verified.
 */
export async function logIn(
  session: Session,
  cluster: ClusterInfo,
  credentials: Credentials,
  secretArn: string,
): Promise<void> {
  const { username, password } = credentials;
  const role = await readRole(session, username);
  const mayLogIn = role !== undefined && (await hasPassword(role, password));
  if (!mayLogIn) {
    const current =
      role && username === cluster.masterUsername && isMasterSecret(cluster, role, credentials, secretArn);
    if (!current) {
      throw new DatabaseError({
        message: `password authentication failed for user "${username}"`,
        sqlState: '28P01',
      });
    }
    const verifier = await createVerifier(password);
    await command(session, `ALTER ROLE ${quoteIdentifier(username)} PASSWORD ${quoteLiteral(verifier)}`);
  }
  if (role?.canLogIn === false) {
    throw new DatabaseError({ message: `role "${username}" is not permitted to log in`, sqlState: '28000' });
  }
  if (role?.canConnect === false) {
    throw new DatabaseError({
      message: `permission denied for database "${role.database}"`,
      sqlState: '42501',
    });
  }
  await applySettings(session, role?.settings ?? []);
  await command(session, `SET SESSION AUTHORIZATION ${quoteIdentifier(username)}`);
}

/** Each is `name=value`, as PostgreSQL keeps it. Releasing the session discards them. */
async function applySettings(session: Session, settings: readonly string[]): Promise<void> {
  if (settings.length === 0) return;
  const calls = settings.map((setting) => {
    const at = setting.indexOf('=');
    return `set_config(${quoteLiteral(setting.slice(0, at))}, ${quoteLiteral(setting.slice(at + 1))}, false)`;
  });
  await command(session, `SELECT ${calls.join(', ')}`);
}

interface RoleRow {
  readonly verifier: string | null;
  readonly canLogIn: boolean;
  readonly canConnect: boolean;
  readonly expired: boolean;
  readonly database: string;
  readonly settings: readonly string[];
}

async function readRole(session: Session, username: string): Promise<RoleRow | undefined> {
  const result = await command(
    session,
    `SELECT rolpassword, rolcanlogin, has_database_privilege(oid, current_database(), 'CONNECT'),
       coalesce(rolvaliduntil < now(), false), current_database(),
       (SELECT json_agg(setting ORDER BY setdatabase)
          FROM pg_db_role_setting, unnest(setconfig) AS setting
         WHERE setrole = pg_authid.oid
           AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())))
     FROM pg_authid WHERE rolname = ${quoteLiteral(username)}`,
  );
  const row = result.rows[0];
  if (!row) return undefined;
  return {
    verifier: row[0] ?? null,
    canLogIn: row[1] === 't',
    canConnect: row[2] === 't',
    expired: row[3] === 't',
    database: row[4] ?? '',
    settings: JSON.parse(row[5] ?? '[]') as string[],
  };
}

async function hasPassword(role: RoleRow, password: string): Promise<boolean> {
  if (role.verifier === null || role.expired) return false;
  const key = createHash('sha256').update(`${role.verifier}\0${password}`).digest('base64');
  if (verified.has(key)) return true;
  if (!(await verifyPassword(password, role.verifier))) return false;
  if (verified.size >= VERIFIED_LIMIT) verified.clear();
  verified.add(key);
  return true;
}

/** Where neither a master secret nor a master password is known, the first secret that names the master sets it. */
function isMasterSecret(
  cluster: ClusterInfo,
  role: RoleRow,
  credentials: Credentials,
  secretArn: string,
): boolean {
  if (cluster.masterSecretArn !== undefined && cluster.masterSecretArn === secretArn) return true;
  if (cluster.masterPassword !== undefined) return cluster.masterPassword === credentials.password;
  return cluster.masterSecretArn === undefined && role.verifier === null;
}
