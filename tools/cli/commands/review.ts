import type { Command } from 'commander';
import type { Format, RenderOptions } from '../../../policies/report/renderers';
import type { Review } from '../../../policies/report/review';
import type { Severity } from '../../../policies/rules/rule';
import { EXIT, UsageError } from '../errors';
import { inputFailure } from '../input-failure';
import { Progress } from '../progress';

interface Options {
  readonly env?: string;
  readonly format: string;
  readonly out?: string;
  readonly baseline?: string;
  readonly waivers?: string;
  readonly synthesized?: string;
  readonly failOn: string;
}

/** `vpc-lambda review`: judges Terraform, this system's or anybody's. */
export function addReviewCommand(program: Command): void {
  program
    .command('review')
    .description(
      'judge a plan, a synthesized directory or a directory of .tf files; without PATH, this system',
    )
    .argument('[path]', 'a plan as JSON, a synthesized directory, or a directory of .tf or .tf.json files')
    .option(
      '--env <name>',
      'environment: what is synthesized without PATH (default: VPC_LAMBDA_ENV or emulator), and for which waivers hold',
    )
    .option('--format <format>', 'text, json, sarif or html', 'text')
    .option('--out <path>', 'write there instead of printing')
    .option(
      '--baseline <file>',
      'the approved state, as review --format json wrote it: show what changed since',
    )
    .option(
      '--waivers <file>',
      'findings that may stay, by whose decision (default: waivers.json beside the input)',
    )
    .option(
      '--synthesized <dir>',
      'of a plan: prove that it is the plan of a stack in this directory, in JSON and in HCL',
    )
    .option(
      '--fail-on <severity>',
      'low, medium, high or critical: the least severity that ends with status 1',
      'low',
    )
    .addHelpText(
      'after',
      `
Exit status  0  nothing fails from --fail-on up; what is unknown or waived is shown and counted, and does not fail
             1  at least one finding fails; with --baseline, one that is new or has changed since
             2  wrong usage, or an input that cannot be read: one line says what, where, and how to mend it
A finding is "unknown" where only apply will tell. docs/rules.md explains every rule.
waivers.json  { "schemaVersion": 1, "waivers": [ { "rule", "construct" or "address", "owner", "reason",
              "expiry": "2027-03-31", "environment" } ] }; a construct or address may end with *.`,
    )
    .action(async (path: string | undefined, options: Options) => {
      process.exitCode = await review(path, options);
    });
}

async function review(path: string | undefined, options: Options): Promise<number> {
  const { FORMATS, renderers } = await import('../../../policies/report/renderers');
  const { SEVERITIES } = await import('../../../policies/rules/rule');
  const format = oneOf(FORMATS, options.format, '--format');
  const failOn = oneOf(SEVERITIES, options.failOn, '--fail-on');
  const load = renderers[format];
  if (!load)
    throw new UsageError(`--format ${format}: this version writes ${Object.keys(renderers).join(', ')}`);
  // A program that reads the answer is not told of steps.
  const progress = await Progress.start(
    format !== 'text' && options.out === undefined && !process.stderr.isTTY,
  );
  const { result, status } = await judged(path, options, failOn, progress);
  const render = await load();
  await answer(render(result, await renderOptions(options)), format, options.out, result);
  return status;
}

async function judged(
  path: string | undefined,
  { env, baseline, waivers, synthesized, format }: Options,
  failOn: Severity,
  progress: Progress,
): Promise<{ readonly result: Review; readonly status: number }> {
  const { reviewPath, reviewSystem } = await import('../../review/review-system');
  const { failing } = await import('../../../policies/report/gate');
  const files = {
    ...(baseline === undefined ? {} : { baseline }),
    ...(waivers === undefined ? {} : { waivers }),
  };
  if (synthesized !== undefined && path === undefined)
    throw new UsageError('--synthesized: needs the PATH of a plan, as terraform show -json prints it');
  const request = {
    ...(synthesized === undefined ? {} : { synthesized }),
    onStep: (step: string) => progress.step(step),
    ...(format === 'html' ? { asPage: true } : {}),
    ...files,
  };
  try {
    const result =
      path === undefined
        ? await reviewSystem(env ?? process.env['VPC_LAMBDA_ENV'] ?? 'emulator', request)
        : await reviewPath(path, { ...request, ...(env === undefined ? {} : { environment: env }) });
    progress.done();
    return { result, status: failing(result, failOn).length > 0 ? EXIT.findings : EXIT.fine };
  } catch (error) {
    throw await inputFailure(error, progress, { path: path ?? '.', ...files });
  }
}

async function renderOptions({ out, format }: Options): Promise<RenderOptions> {
  const { rulesPage, version } = await import('../../review/about');
  const isTerminal = out === undefined && process.stdout.isTTY === true;
  return {
    rulesPage: rulesPage(),
    version: version(),
    ...(format === 'html'
      ? { page: { script: (await import('../../review/page/page-script')).pageScript() } }
      : {}),
    color: isTerminal && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    ...(isTerminal && process.stdout.columns ? { width: Math.min(process.stdout.columns, 140) } : {}),
  };
}

async function answer(text: string, format: Format, out: string | undefined, result: Review): Promise<void> {
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  const { mkdirSync, writeFileSync } = await import('node:fs');
  const { dirname } = await import('node:path');
  try {
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, text);
  } catch (error) {
    throw new UsageError(
      `--out ${out}: cannot be written (${(error as NodeJS.ErrnoException).code}); name a file`,
    );
  }
  const { summaryLine } = await import('../../../policies/report/summary-line');
  process.stderr.write(`${summaryLine(result)}\n${format} written to ${out}\n`);
}

function oneOf<T extends string>(allowed: readonly T[], given: string, option: string): T {
  const found = allowed.find((one) => one === given);
  if (found !== undefined) return found;
  throw new UsageError(
    `${option} ${given}: allowed are ${allowed.slice(0, -1).join(', ')} and ${allowed[allowed.length - 1]}`,
  );
}
