import { resolve } from 'node:path';
import type { Command } from 'commander';
import { startLocalSystem } from '../../deploy/local-system';
import { sampleDeposit } from '../../deploy/sample-deposit';
import type { EmulatorEvent } from '../../emulator/start-emulator';
import { repositoryRoot } from '../../repository';
import { EXIT } from '../errors';
import { abortOnInterrupt, untilInterrupted } from '../interruption';
import { Progress } from '../progress';

interface Options {
  readonly env: string;
  readonly database?: string;
}

/** `vpc-lambda local`: the system applied to the emulator, its API on localhost, its logs on the terminal. */
export function addLocalCommand(program: Command): void {
  program
    .command('local')
    .description(
      'apply every stack to the emulator, serve the API on localhost, follow the logs until Ctrl-C',
    )
    .option('--env <name>', 'an emulated environment: a name, or the path of a .json file', 'emulator')
    .option('--database <url>', 'a PostgreSQL server for the Data API (default: DATABASE_URL, else embedded)')
    .action(async (options: Options) => {
      process.exitCode = await runLocally(options);
    });
}

async function runLocally({ env, database }: Options): Promise<number> {
  const progress = await Progress.start();
  const signal = abortOnInterrupt();
  const out = resolve(repositoryRoot, '.vpc-lambda', 'local');
  const url = database ?? process.env['DATABASE_URL'];
  const follow = { started: false };
  try {
    const local = await startLocalSystem({
      environment: env,
      out,
      signal,
      emulator: {
        ...(url ? { database: { url } } : {}),
        onEvent: (event) => follow.started && printEvent(event),
      },
      onStep: (step) => progress.step(step),
      onLine: (_stack, line) => progress.at(line),
    });
    progress.done();
    process.stdout.write(welcome(local.apiUrl, local.emulator.endpoint, local.emulator.environment()));
    follow.started = true;
    await untilInterrupted();
    await local.stop();
    return EXIT.fine;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    progress.fail();
    throw error;
  }
}

function printEvent(event: EmulatorEvent): void {
  if (event.kind === 'log') process.stdout.write(`${event.functionName}  ${event.line}\n`);
}

function welcome(apiUrl: string, endpoint: string, env: Readonly<Record<string, string>>): string {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: region } = env;
  return `
The API answers at    ${apiUrl}
AWS answers at        ${endpoint}

Send a deposit:
  curl -i --aws-sigv4 'aws:amz:${region}:execute-api' --user '${id}:${secret}' \\
    -H 'Content-Type: application/json' -H "Idempotency-Key: $(uuidgen || date +%s%N)-deposit" \\
    -d '${JSON.stringify(sampleDeposit)}' ${apiUrl}/deposits

The logs of the functions follow. Ctrl-C ends everything.

`;
}
