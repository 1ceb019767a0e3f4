import { Client } from 'pg';
import { MAINTENANCE_DATABASE } from './cluster';

/** `vpc-lambda emulator`, as a number: any will do that nobody else takes. */
const LOCK = 7_617_466_325;

/** Another emulator works on the PostgreSQL server. */
export class ServerHeldError extends Error {
  override readonly name = 'ServerHeldError';
}

/**
 * Keeps a PostgreSQL server for one emulator: the roles of a cluster are those of the server, and two clusters of one
 * name have one database. A second emulator would take both away from the first, which then waits for what never comes.
 *
 * @param url as in `DATABASE_URL`
 * @returns gives it back; it is also given back when this process dies
 * @throws ServerHeldError, or what `pg` throws where the server cannot be reached
 */
export async function holdServer(url: string): Promise<() => Promise<void>> {
  const maintenance = new URL(url);
  maintenance.pathname = `/${MAINTENANCE_DATABASE}`;
  const client = new Client({
    connectionString: maintenance.toString(),
    application_name: 'vpc-lambda emulator',
  });
  // The server may go away first: then there is nothing left to hold.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [LOCK]);
  if (rows[0]?.held === true) return () => client.end();
  await client.end();
  const place = maintenance.host || maintenance.searchParams.get('host');
  throw new ServerHeldError(
    `another emulator works on the PostgreSQL server ${place}, whose roles and databases they would share: ` +
      'stop it, or give this one a server of its own (--database or DATABASE_URL)',
  );
}
