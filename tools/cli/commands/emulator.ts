import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { EXIT, UsageError } from '../errors';
import { untilInterrupted } from '../interruption';

interface Options {
  readonly port?: string;
  readonly database?: string;
}

/** `vpc-lambda emulator`: the emulator alone, for as long as a command runs or until Ctrl-C. */
export function addEmulatorCommand(program: Command): void {
  program
    .command('emulator')
    .description('start the AWS emulator, run a command against it (after --), and stop it')
    .argument('[command...]', 'the command and its arguments; without one the emulator runs until Ctrl-C')
    .option('--port <port>', 'loopback port of the endpoint (default: a free one)')
    .option('--database <url>', 'a PostgreSQL server for the Data API (default: DATABASE_URL, else embedded)')
    .passThroughOptions()
    .addHelpText(
      'after',
      `
Examples
  vpc-lambda emulator -- npx cdktf plan network
  vpc-lambda emulator -- sh -c "npx cdktf apply '*' --auto-approve && npx cdktf destroy '*' --auto-approve"
  vpc-lambda emulator --port 4599         prints the variables to export in another terminal`,
    )
    .action(async (command: string[], options: Options) => {
      process.exitCode = await runWithEmulator(command, options);
    });
}

async function runWithEmulator(command: readonly string[], options: Options): Promise<number> {
  const port = options.port === undefined ? undefined : Number(options.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
    throw new UsageError(`--port ${options.port}: allowed is a whole number from 0 to 65535`);
  }
  const url = options.database ?? process.env['DATABASE_URL'];
  const { startEmulatorSession } = await import('../../deploy/emulator-session');
  const { emulator, env } = await startEmulatorSession({ port, ...(url ? { database: { url } } : {}) });
  try {
    if (command.length > 0) return await run(command, env);
    for (const [name, value] of Object.entries(env)) process.stdout.write(`export ${name}='${value}'\n`);
    process.stderr.write(`The emulator answers at ${emulator.endpoint}. Ctrl-C stops it.\n`);
    await untilInterrupted();
    return EXIT.fine;
  } finally {
    await emulator.stop();
  }
}

function run(
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    // The terminal sends Ctrl-C to the command too: it ends by itself, and then so do we.
    const ignore = (): void => undefined;
    process.on('SIGINT', ignore);
    const pass = (): void => void child.kill('SIGTERM');
    process.once('SIGTERM', pass);
    child.once('error', (error) => fail(new UsageError(`cannot run ${program}: ${error.message}`)));
    child.once('close', (code, signal) => {
      process.removeListener('SIGINT', ignore);
      process.removeListener('SIGTERM', pass);
      done(code ?? (signal === 'SIGINT' ? EXIT.interrupted : EXIT.findings));
    });
  });
}
