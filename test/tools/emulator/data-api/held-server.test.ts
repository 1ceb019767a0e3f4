import { holdServer, ServerHeldError } from '../../../../tools/emulator/data-api/held-server';
import { startLocalPostgres } from '../../../../tools/emulator/data-api/local-postgres';

test('GIVEN a server that one emulator works on WHEN another wants it THEN it is told so, until the first is done', async () => {
  const server = await startLocalPostgres();
  if (server.state === 'unavailable') {
    expect(process.env['CI']).toBeUndefined();
    process.stderr.write(`skipped: ${server.reason}\n`);
    return;
  }
  try {
    const giveBack = await holdServer(server.url);
    const refused = holdServer(server.url);
    await expect(refused).rejects.toThrow(ServerHeldError);
    await expect(refused).rejects.toThrow(
      /another emulator works on the PostgreSQL server .+: stop it, or give/,
    );
    await giveBack();
    const giveBackAgain = await holdServer(server.url);
    await giveBackAgain();
  } finally {
    await server.stop();
  }
});

test('GIVEN no server WHEN it is wanted THEN the reason is that of the connection', async () => {
  await expect(holdServer('postgres://postgres@127.0.0.1:9/x')).rejects.toThrow(/ECONNREFUSED/);
});
