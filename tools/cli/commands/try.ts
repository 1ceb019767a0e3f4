import { randomUUID } from 'node:crypto';
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { sampleDeposit } from '../../deploy/sample-deposit';
import { findPython } from '../../emulator/moto/find-python';
import type { SynthesizedSystem } from '../../synth/synthesize-system';
import { findTerraform, type TerraformBinary } from '../../terraform/find-terraform';
import { EXIT } from '../errors';
import { abortOnInterrupt } from '../interruption';
import { Progress } from '../progress';

/** The environment whose bill is shown. */
const PRICED = 'dev';

/** How much of the functions' logs is shown when the deposit fails. */
const LOG_LINES_ON_FAILURE = 30;

/** `vpc-lambda try`, which is what `npm start` runs: everything that can be shown on this machine, once. */
export function addTryCommand(program: Command): void {
  program
    .command('try')
    .description(
      'synthesize, prove, apply to the emulator, send one deposit through, say where everything lies',
    )
    .option('--out <dir>', 'where to write', 'cdktf.out')
    .option('--verbose', 'show each line that Terraform prints', false)
    .action(async ({ out, verbose }: { out: string; verbose: boolean }) => {
      process.exitCode = await tryEverything(resolve(out), verbose);
    });
}

async function tryEverything(out: string, verbose: boolean): Promise<number> {
  const progress = await Progress.start();
  const said: string[] = [];
  const leftOut: string[] = [];
  try {
    const { synthesizeSystem } = await import('../../synth/synthesize-system');
    const { validateHcl } = await import('../../synth/validate-hcl');
    const system = await synthesizeSystem({
      environment: 'emulator',
      out,
      onStep: (step) => progress.step(step),
    });
    const terraform = await findTerraform();
    if (!terraform) {
      leftOut.push(
        'validating, planning and applying with Terraform: there is none on the PATH (vpc-lambda doctor)',
      );
    }
    // Beside the review: the work is done by processes of Terraform's.
    const validated = terraform && validateHcl(system, terraform);
    validated?.catch(() => undefined);
    const judged = await reviewAndPrice(system, progress);
    if (validated) {
      progress.step('terraform fmt -check and terraform validate on the HCL');
      await validated;
    }
    const moto = await motoMissing();
    if (terraform && moto) leftOut.push(`applying to the emulator: ${moto}`);
    if (terraform && !moto) said.push(...(await depositOnce(system, terraform, progress, verbose)));
    progress.done();
    process.stdout.write(summary(system, judged, said, leftOut, progress.elapsedSeconds));
    return EXIT.fine;
  } catch (error) {
    progress.fail();
    throw error;
  }
}

interface Judged {
  readonly review: string;
  readonly bill: string;
  /** Where the review's page is. */
  readonly page: string;
}

/** The review in every format, and the bill. What fails without a waiver ends it. */
async function reviewAndPrice(system: SynthesizedSystem, progress: Progress): Promise<Judged> {
  const { reviewSynthesized } = await import('../../review/review-system');
  const { refuse } = await import('../../review/refuse-findings');
  const { writeReviewBundle } = await import('../../review/write-bundle');
  const { priceEnvironment } = await import('../../cost/price-system');
  const { summaryLine } = await import('../../../policies/report/summary-line');
  const cost = await import('../../../policies/cost/report/summary');
  const review = await reviewSynthesized(system.out, 'emulator', {
    asPage: true,
    onStep: (step) => progress.step(step),
  });
  progress.step('price it, and write the review');
  // An emulator costs nothing: what is priced is the environment that is nearest to it.
  const priced = await priceEnvironment(PRICED);
  const page = await writeReviewBundle(system.out, review, cost.costSection(priced));
  refuse(review, (report) => progress.note(report));
  return { review: summaryLine(review), bill: cost.summaryLine(priced), page };
}

/** Applies every stack to an emulator of its own, posts a deposit to the deployed API and reads it back. */
async function depositOnce(
  system: SynthesizedSystem,
  terraform: TerraformBinary,
  progress: Progress,
  verbose: boolean,
): Promise<string[]> {
  const { deployLocally } = await import('../../deploy/local-system');
  const logs: string[] = [];
  const local = await deployLocally(system, terraform, {
    signal: abortOnInterrupt(),
    emulator: {
      onEvent: (event) => event.kind === 'log' && logs.push(`${event.functionName}  ${event.line}`),
    },
    onStep: (step) => progress.step(step),
    onStack: (stack) => progress.stackDone(stack),
    onLine: (_stack, line) => (verbose ? progress.note(line) : progress.at(line)),
  });
  try {
    progress.step('send a deposit through');
    const accepted = await local.client.submit(sampleDeposit, randomUUID());
    const location = accepted.headers.get('location');
    if (accepted.status !== 202 || !location)
      throw new Error(`POST /deposits answered ${accepted.status}: ${print(accepted.body)}`);
    const read = await local.client.call('GET', location);
    if (read.status !== 200) throw new Error(`GET ${location} answered ${read.status}: ${print(read.body)}`);
    return [`POST /deposits  202  Location: ${location}`, `GET ${location}  200`, `  ${print(read.body)}`];
  } catch (error) {
    for (const line of logs.slice(-LOG_LINES_ON_FAILURE)) progress.note(line);
    throw error;
  } finally {
    await local.stop();
  }
}

async function motoMissing(): Promise<string | undefined> {
  try {
    await findPython();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function summary(
  system: SynthesizedSystem,
  judged: Judged,
  said: readonly string[],
  leftOut: readonly string[],
  seconds: number,
): string {
  const here = (path: string): string => relative(process.cwd(), path) || '.';
  const { stacks, functions, out, digest } = system;
  const applied = said.length > 0 ? ', applied to the emulator with the real provider' : '';
  return [
    '',
    `${stacks.length} stacks and ${functions.length} functions synthesized, HCL proven equal to JSON${applied} (${seconds} s)`,
    ...said,
    '',
    `Review                     ${judged.review}`,
    `Bill of ${PRICED.padEnd(19)}${judged.bill}`,
    '',
    `The review, as a page      ${here(judged.page)}`,
    `What a reviewer reads      ${here(out)}/hcl/<stack>/*.tf`,
    `What Terraform applies     ${here(out)}/stacks/<stack>/cdk.tf.json`,
    `The functions              ${here(out)}/functions/*.zip`,
    `Digest over all of it      ${digest}  (${here(out)}/digest.json)`,
    '',
    'Next: npx vpc-lambda local       the system on this machine, until Ctrl-C',
    "      npx vpc-lambda emulator -- npx cdktf apply '*' --auto-approve",
    ...(leftOut.length > 0 ? ['', ...leftOut.map((line) => `left out: ${line}`)] : []),
    '',
  ].join('\n');
}

function print(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
