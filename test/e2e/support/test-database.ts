import { startLocalPostgres } from '../../../tools/emulator/data-api/local-postgres';

/** The database behind the Data API of a test. */
export interface TestDatabase {
  /** For `startEmulator`. Empty for the embedded database. */
  readonly option: { readonly database?: { readonly url: string } };
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL where the machine has one; elsewhere the embedded database, which `npm start` uses everywhere. In CI
 * the real one must be there: together the two runs cover both.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await startLocalPostgres();
  if ('reason' in server) {
    if (process.env['CI']) throw new Error(`CI needs a PostgreSQL server: ${server.reason}`);
    process.stdout.write(
      `left out: this run on a real PostgreSQL (${server.reason}); the embedded database is used\n`,
    );
    return { option: {}, stop: async () => undefined };
  }
  return { option: { database: { url: server.url } }, stop: () => server.stop() };
}
