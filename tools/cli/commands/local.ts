import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { LocalSystem } from '../../deploy/local-system';
import { sampleDeposit } from '../../deploy/sample-deposit';
import { tracePath } from '../../deploy/trace-path';
import type { PartnerDelivery } from '../../emulator/partner/partner-bank';
import type { EmulatorEvent } from '../../emulator/start-emulator';
import type { LocalPage } from '../../local/local-page';
import { repositoryRoot } from '../../repository';
import { EXIT, UsageError } from '../errors';
import { abortOnInterrupt, untilInterrupted } from '../interruption';
import { Progress } from '../progress';

interface Options {
  readonly env: string;
  readonly database?: string;
  readonly port?: string;
}

/** A tenth of the waits that nobody wants to sit through: for an image, before a retry. Timeouts stay as they are. */
const TIME_SCALE = 0.1;
/** A failed message is tried again after this, and not after six minutes. */
const REDELIVERY_SECONDS = 5;

/** `vpc-lambda local`: the system applied to the emulator, its API and a page on localhost, its logs on the terminal. */
export function addLocalCommand(program: Command): void {
  program
    .command('local')
    .description(
      'apply every stack to the emulator; serve the API and a page that shows deposits moving, until Ctrl-C',
    )
    .option('--env <name>', 'an emulated environment: a name, or the path of a .json file', 'emulator')
    .option('--database <url>', 'a PostgreSQL server for the Data API (default: DATABASE_URL, else embedded)')
    .option('--port <port>', 'loopback port of the page (default: a free one)')
    .action(async (options: Options) => {
      process.exitCode = await runLocally(options);
    });
}

async function runLocally({ env, database, port }: Options): Promise<number> {
  const pagePort = portOf(port);
  const { loadEnvironment } = await import('../../../stacks/environments/load');
  const prefix = `deposits-${loadEnvironment(env).name}-`;
  const progress = await Progress.start();
  const signal = abortOnInterrupt();
  const url = database ?? process.env['DATABASE_URL'];
  const observer = new Observer();
  let local: LocalSystem | undefined;
  let page: LocalPage | undefined;
  try {
    const { startLocalSystem } = await import('../../deploy/local-system');
    local = await startLocalSystem({
      environment: env,
      out: resolve(repositoryRoot, '.vpc-lambda', 'local'),
      signal,
      emulator: {
        ...(url ? { database: { url } } : {}),
        workflowTimeScale: TIME_SCALE,
        redeliverySeconds: REDELIVERY_SECONDS,
        onEvent: (event) => observer.onEvent(event),
      },
      onDelivery: (delivery) => observer.onDelivery(delivery),
      onStep: (step) => progress.step(step),
      onStack: (stack) => progress.stackDone(stack),
      onLine: (stack, line) => progress.at(`${stack.name}: ${line}`),
    });
    const { LocalPage } = await import('../../local/local-page');
    page = await LocalPage.start({ local, prefix, port: pagePort });
    progress.done();
    process.stdout.write(welcome(local, page.url));
    observer.follow(page, prefix);
    await untilInterrupted();
    return EXIT.fine;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    progress.fail();
    throw error;
  } finally {
    await page?.stop();
    await local?.stop();
  }
}

/** Passes on what happens: to the page, and the functions' own lines to the terminal. */
class Observer {
  private page: LocalPage | undefined;
  private prefix = '';

  follow(page: LocalPage, prefix: string): void {
    this.page = page;
    this.prefix = prefix;
  }

  onEvent(event: EmulatorEvent): void {
    if (!this.page) return;
    this.page.onEvent(event);
    if (event.kind === 'notice') process.stdout.write(`note: ${event.message}\n`);
    if (event.kind !== 'log' || event.source === 'platform') return;
    process.stdout.write(`${event.functionName.replace(this.prefix, '')}  ${event.line}\n`);
  }

  onDelivery(delivery: PartnerDelivery): void {
    this.page?.onDelivery(delivery);
  }
}

function portOf(port: string | undefined): number {
  const number = port === undefined ? 0 : Number(port);
  if (Number.isInteger(number) && number >= 0 && number <= 65535 && port !== '') return number;
  throw new UsageError(`--port ${port}: allowed is a whole number from 0 to 65535`);
}

function welcome({ apiUrl, emulator, partnerUrl, system }: LocalSystem, pageUrl: string): string {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: region } = emulator.environment();
  return `
The page              ${pageUrl}
The API answers at    ${apiUrl}
AWS answers at        ${emulator.endpoint}
The partner bank is   ${partnerUrl}, for the functions of this run
Calls are judged      by the deployed policies and network; those of functions are written to
                      ${tracePath(system)}

Recorded: Rekognition is not emulated, the text on cheques comes from recordings.
Faster:   state machines wait a tenth, a failed message comes again after ${REDELIVERY_SECONDS} s.

Send a deposit, here or with the buttons of the page:
  curl -i --aws-sigv4 'aws:amz:${region}:execute-api' --user '${id}:${secret}' \\
    -H 'Content-Type: application/json' -H "Idempotency-Key: $(uuidgen || date +%s%N)-deposit" \\
    -d '${JSON.stringify(sampleDeposit)}' ${apiUrl}/deposits

The logs of the functions follow. Ctrl-C ends everything.

`;
}
