import type { ClusterInfo } from './cluster';
import { command, type Session } from './engine';
import { quoteIdentifier, quoteLiteral } from './sql-identifiers';

/**
 * Roles that RDS makes in every cluster. `rds_superuser` is no superuser: it has the predefined roles that RDS grants
 * it; `rds_iam` and `rds_password` exist so that grants of them succeed.
 */
const RDS_ROLES = ['rds_superuser', 'rds_iam', 'rds_password'];
const GRANTED_TO_RDS_SUPERUSER = ['pg_monitor', 'pg_signal_backend', 'pg_checkpoint'];

/** Makes RDS's roles and the master user where they are absent. Repeats harmlessly. */
export async function provisionRoles(session: Session, cluster: ClusterInfo): Promise<void> {
  for (const role of RDS_ROLES) {
    if (!(await roleExists(session, role))) await command(session, `CREATE ROLE ${role} NOLOGIN`);
  }
  for (const role of GRANTED_TO_RDS_SUPERUSER) {
    await command(session, `GRANT ${role} TO rds_superuser WITH ADMIN OPTION`);
  }
  const master = cluster.masterUsername;
  if (master === session.superuser) return;
  if (!(await roleExists(session, master))) {
    await command(session, `CREATE ROLE ${quoteIdentifier(master)} LOGIN CREATEROLE CREATEDB`);
  }
  await command(session, `GRANT rds_superuser TO ${quoteIdentifier(master)} WITH ADMIN OPTION`);
}

/** The master owns the database, as in RDS, and so may create schemas and trusted extensions in it. */
export async function giveDatabaseToMaster(
  session: Session,
  cluster: ClusterInfo,
  database: string,
): Promise<void> {
  await command(
    session,
    `ALTER DATABASE ${quoteIdentifier(database)} OWNER TO ${quoteIdentifier(cluster.masterUsername)}`,
  );
}

async function roleExists(session: Session, role: string): Promise<boolean> {
  const found = await command(session, `SELECT 1 FROM pg_roles WHERE rolname = ${quoteLiteral(role)}`);
  return found.rows.length > 0;
}
