import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const execute = promisify(execFile);

/** A throw-away server that runs. */
export interface RunningPostgres {
  readonly state: 'running';
  /** URL of its superuser, by a Unix socket in a directory of its own: no port is opened. */
  readonly url: string;
  /** `server_version`, such as `15.18`. */
  readonly version: string;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

export interface UnavailablePostgres {
  readonly state: 'unavailable';
  readonly reason: string;
}

/** Debian keeps the server's programs out of the PATH, a directory a version. */
const DEBIAN_ROOT = '/usr/lib/postgresql';
const SUPERUSER = 'postgres';
const START_ATTEMPTS = 200;
const START_PAUSE_MILLISECONDS = 50;

/** What a server that is thrown away need not do. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=60'];

/**
 * Starts a PostgreSQL of its own in a temporary directory. PostgreSQL refuses to run as root: then it runs as the user
 * `postgres`, or `nobody`. `DATABASE_URL` needs none of this; see PostgresEngine.
 */
export async function startLocalPostgres(): Promise<RunningPostgres | UnavailablePostgres> {
  const found = await findPostgres();
  if ('reason' in found) return { state: 'unavailable', reason: found.reason };
  const owner = await serverUser();
  if (owner === 'none') {
    return {
      state: 'unavailable',
      reason: 'running as root, and there is no user postgres or nobody to run it as',
    };
  }
  const directory = await mkdtemp(join(tmpdir(), 'pg-'));
  try {
    if (owner) await chown(directory, owner.uid, owner.gid);
    return await start(found.directory, directory, owner);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    return { state: 'unavailable', reason: error instanceof Error ? error.message : String(error) };
  }
}

interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

async function start(
  bin: string,
  directory: string,
  owner: ServerUser | undefined,
): Promise<RunningPostgres> {
  const data = join(directory, 'data');
  const as = { ...owner, cwd: directory, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } };
  // Sorted by bytes, letters of all languages: as PGlite is, so that both give the same answers.
  const locale = ['--locale=C', '--lc-ctype=C.UTF-8', '-E', 'UTF8'];
  await execute(
    join(bin, 'initdb'),
    ['-D', data, '-U', SUPERUSER, '-A', 'trust', ...locale, '--no-sync'],
    as,
  );
  const server = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      ...[
        'listen_addresses=',
        `unix_socket_directories=${directory}`,
        'unix_socket_permissions=0700',
        ...SETTINGS,
      ].flatMap((setting) => ['-c', setting]),
    ],
    { ...as, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr.on('data', (chunk: Buffer) => {
    log = `${log}${chunk.toString()}`.slice(-2000);
  });
  const kill = (): void => {
    server.kill('SIGQUIT');
  };
  process.once('exit', kill);
  const url = `postgresql://${SUPERUSER}@localhost/postgres?host=${encodeURIComponent(directory)}`;
  const version = await waitUntilReady(url, server, () => log);
  return {
    state: 'running',
    url,
    version,
    pid: server.pid ?? 0,
    stop: async () => {
      process.removeListener('exit', kill);
      await stop(server);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function waitUntilReady(url: string, server: ChildProcess, log: () => string): Promise<string> {
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at its start: ${log()}`);
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      const asked = await client.query<{ server_version: string }>('SHOW server_version');
      return asked.rows[0]?.server_version ?? '';
    } catch {
      await new Promise((resolve) => setTimeout(resolve, START_PAUSE_MILLISECONDS));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  await stop(server);
  throw new Error(
    `PostgreSQL did not answer in ${(START_ATTEMPTS * START_PAUSE_MILLISECONDS) / 1000} s: ${log()}`,
  );
}

/** SIGINT is the postmaster's fast shutdown: it breaks connections and leaves nothing behind. */
function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGINT');
  });
}

/** The directory of the server's programs (`initdb`, `postgres`), or why there is none. */
export async function findPostgres(): Promise<{ readonly directory: string } | { readonly reason: string }> {
  const configured = await execute('pg_config', ['--bindir']).then(
    ({ stdout }) => [stdout.trim()],
    () => [],
  );
  const versions = await readdir(DEBIAN_ROOT).catch(() => [] as string[]);
  const debian = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_ROOT, version, 'bin'));
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => entry !== '');
  for (const candidate of [...configured, ...debian, ...path]) {
    const programs = await Promise.all(['initdb', 'postgres'].map((name) => isFile(join(candidate, name))));
    if (programs.every(Boolean)) return { directory: candidate };
  }
  return { reason: 'no PostgreSQL server found by pg_config, in /usr/lib/postgresql or in the PATH' };
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Undefined: this process's own user will do. */
async function serverUser(): Promise<ServerUser | undefined | 'none'> {
  if (process.getuid?.() !== 0) return undefined;
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const name of ['postgres', 'nobody']) {
    const fields = users
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':');
    if (fields?.[2] && fields[3]) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return 'none';
}
