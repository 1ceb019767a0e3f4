import { existsSync } from 'node:fs';
import { systemClock } from '../../../../tools/emulator/data-api/clock';
import { command } from '../../../../tools/emulator/data-api/engine';
import { findPostgres, startLocalPostgres } from '../../../../tools/emulator/data-api/local-postgres';
import { PostgresEngine } from '../../../../tools/emulator/data-api/postgres-engine';
import { CLUSTER, failure, Harness } from './support';

const WAIT = { clock: systemClock, waitMilliseconds: 300 };

describe('a throw-away server', () => {
  test('GIVEN the programs WHEN started and stopped THEN it answers on a socket, and nothing of it stays', async () => {
    const found = await findPostgres();
    const server = await startLocalPostgres();
    if (server.state === 'unavailable') {
      expect('reason' in found || process.getuid?.() === 0).toBe(true);
      process.stderr.write(`skipped: ${server.reason}\n`);
      return;
    }
    expect(found).toHaveProperty('directory');
    const directory = new URL(server.url).searchParams.get('host') ?? '';
    expect(existsSync(directory)).toBe(true);
    expect(server.version).toMatch(/^\d+/);

    // The pool gives what it has; who waits longer than he may is refused.
    const engine = new PostgresEngine({
      url: server.url,
      maximumConnections: 1,
      physicalName: () => 'renamed',
    });
    const held = await engine.acquire(CLUSTER, 'deposits', WAIT);
    expect((await command(held, 'SELECT current_database()')).rows).toEqual([['renamed']]);
    await expect(engine.acquire(CLUSTER, 'deposits', WAIT)).rejects.toThrow(/no connection/);
    await held.release();

    const api = await Harness.start(engine);
    const transactionId = await api.begin();
    await server.stop();
    expect((await failure(api.execute('SELECT 1', [], { transactionId }))).name).toBe(
      'DatabaseUnavailableException',
    );
    expect((await failure(api.execute('SELECT 1'))).name).toBe('DatabaseUnavailableException');
    await api.stop();
    await engine.close();
    expect(existsSync(directory)).toBe(false);
    expect(() => process.kill(server.pid, 0)).toThrow();
  });

  test('GIVEN no programs anywhere WHEN looked for THEN the reason says where was looked', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nonexistent';
    try {
      const found = await findPostgres();
      if ('reason' in found) expect(found.reason).toMatch(/pg_config/);
      else expect(found.directory).toMatch(/^\/usr\/lib\/postgresql\//);
    } finally {
      process.env['PATH'] = path;
    }
  });

  test('GIVEN a URL of a user who is no superuser WHEN used THEN the error says what is needed', async () => {
    const server = await startLocalPostgres();
    if (server.state === 'unavailable') return;
    const superuser = new PostgresEngine({ url: server.url });
    const session = await superuser.acquire(CLUSTER, 'postgres', WAIT);
    await command(session, 'CREATE ROLE plain LOGIN');
    await session.release();
    const engine = new PostgresEngine({ url: server.url.replace('//postgres@', '//plain@') });
    await expect(engine.acquire(CLUSTER, 'postgres', WAIT)).rejects.toThrow(/needs a superuser: 'plain'/);
    await engine.close();
    await superuser.close();
    await server.stop();
  });
});
