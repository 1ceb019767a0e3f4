import { relative } from 'node:path';
import type { Command } from 'commander';
import type { ReviewSummary } from '../../../policies/report/review';
import type { SynthesizedSystem } from '../../synth/synthesize-system';
import { findTerraform } from '../../terraform/find-terraform';
import { EXIT, UsageError } from '../errors';
import { Progress } from '../progress';

interface Options {
  readonly env: string;
  readonly out: string;
  readonly format: string;
}

/** `vpc-lambda synth`: the stacks as JSON and as HCL, proven equal, sealed with a digest. */
export function addSynthCommand(program: Command): void {
  program
    .command('synth')
    .description('bundle the functions and write each stack as JSON and as HCL, proven equal')
    .option(
      '--env <name>',
      'environment: a name, or the path of a .json file',
      process.env['VPC_LAMBDA_ENV'] ?? 'emulator',
    )
    .option('--out <dir>', 'where to write', 'cdktf.out')
    .option('--format <format>', 'text or json', 'text')
    .addHelpText(
      'after',
      `
Writes   OUT/stacks/<stack>/cdk.tf.json   what Terraform applies
         OUT/hcl/<stack>/*.tf             the same for reading, with construct paths and TypeScript lines
         OUT/functions/*.zip              the functions, the same bytes on every machine
         OUT/digest.json                  SHA-256 of every file, and one over all
With Terraform on the PATH the HCL is also checked by "terraform fmt -check" and "terraform validate".
What fails a rule without a waiver is refused; VPC_LAMBDA_REVIEW=warn prints it and goes on.
Set VPC_LAMBDA_DIGEST=sha256:… to refuse anything but what was approved.`,
    )
    .action(async (options: Options) => {
      if (!['text', 'json'].includes(options.format)) {
        throw new UsageError(`--format ${options.format}: allowed are text and json`);
      }
      process.exitCode = await synth(options);
    });
}

async function synth({ env, out, format }: Options): Promise<number> {
  const progress = await Progress.start(format === 'json');
  try {
    const { synthesizeSystem } = await import('../../synth/synthesize-system');
    const system = await synthesizeSystem({ environment: env, out, onStep: (step) => progress.step(step) });
    const terraform = await findTerraform();
    if (terraform) {
      progress.step('terraform fmt -check and terraform validate on the HCL');
      const { validateHcl } = await import('../../synth/validate-hcl');
      await validateHcl(system, terraform);
    }
    progress.step('judge it by the rules');
    const { refuseFindings } = await import('../../review/refuse-findings');
    const review = await refuseFindings(system.out, env, (report) => progress.note(report));
    const { summaryLine } = await import('../../../policies/report/summary-line');
    progress.done();
    const leftOut = terraform
      ? []
      : ['terraform fmt -check and terraform validate: no terraform on the PATH'];
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify(toJson(system, review.summary, leftOut), null, 2)}\n`
        : toText(system, summaryLine(review), leftOut),
    );
    return EXIT.fine;
  } catch (error) {
    progress.fail();
    throw error;
  }
}

function toJson(system: SynthesizedSystem, review: ReviewSummary, leftOut: readonly string[]): object {
  const { out, stacks, functions, digest } = system;
  return { schemaVersion: 1, out, digest, functions, stacks, review, leftOut };
}

function toText(
  { out, stacks, functions, digest }: SynthesizedSystem,
  review: string,
  leftOut: readonly string[],
): string {
  const here = (path: string): string => relative(process.cwd(), path) || '.';
  const width = Math.max(...stacks.map(({ name }) => name.length));
  const lines = stacks.map(
    ({ name, blocks, hclDirectory }) =>
      `  ${name.padEnd(width)}  ${String(blocks).padStart(4)} blocks  ${here(hclDirectory)}`,
  );
  return [
    `${stacks.length} stacks, ${functions.length} functions in ${here(out)}; the HCL equals the JSON`,
    ...lines,
    review,
    digest,
    ...leftOut.map((line) => `left out: ${line}`),
    '',
  ].join('\n');
}
