import type { Command } from 'commander';
import type { SystemView } from '../../../policies/model/view/system-view';
import { EXIT, UsageError } from '../errors';
import { inputFailure } from '../input-failure';
import { Progress } from '../progress';

interface Options {
  readonly env?: string;
  readonly format: string;
}

const FORMATS = ['text', 'json'];

/** `vpc-lambda explain`: everything that one function may do and reach, and why. */
export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .description(
      'everything that one function may do and reach, and why; what is blocked, and the smallest change that opens it',
    )
    .argument('<function>', 'its name, the end of its name, or Terraform’s address')
    .argument(
      '[path]',
      'a plan as JSON, a synthesized directory, or a directory of .tf or .tf.json files; without it, this system',
    )
    .option('--env <name>', 'environment of this system, without PATH (default: VPC_LAMBDA_ENV or emulator)')
    .option('--format <format>', 'text or json', 'text')
    .addHelpText(
      'after',
      `
Each permission is shown with its statement and the file and line where that is written; each path with every step that
lets it through or stops it. What only apply will tell is "unknown", and never taken for open.

Exit status  0  explained
             2  wrong usage, no such function (the names are listed), or an input that cannot be read`,
    )
    .action(async (wanted: string, path: string | undefined, options: Options) => {
      process.exitCode = await explain(wanted, path, options);
    });
}

async function explain(wanted: string, path: string | undefined, { env, format }: Options): Promise<number> {
  if (!FORMATS.includes(format)) throw new UsageError(`--format ${format}: allowed are text and json`);
  if (path !== undefined && env !== undefined)
    throw new UsageError('--env is for this system: give PATH or --env, not both');
  const progress = await Progress.start(format === 'json' && !process.stderr.isTTY);
  const view = await viewOf(path, env, progress);
  const { findFunction } = await import('../../review/explain-find');
  const found = findFunction(view, wanted);
  if (typeof found === 'string') throw new UsageError(found);
  if (format === 'json') {
    const reached = new Set(found.paths.map(({ destination }) => destination));
    const destinations = view.destinations.filter(({ id }) => reached.has(id));
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, function: found, destinations }, null, 2)}\n`);
    return EXIT.fine;
  }
  const { explainText } = await import('../../review/explain-text');
  const isTerminal = process.stdout.isTTY === true;
  process.stdout.write(
    `${explainText(found, {
      color: isTerminal && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
      ...(isTerminal && process.stdout.columns ? { width: Math.min(process.stdout.columns, 140) } : {}),
    })}\n`,
  );
  return EXIT.fine;
}

async function viewOf(
  path: string | undefined,
  env: string | undefined,
  progress: Progress,
): Promise<SystemView> {
  const { viewOfPath, viewOfSystem } = await import('../../review/explain-system');
  const request = { onStep: (step: string) => progress.step(step) };
  try {
    const view =
      path === undefined
        ? await viewOfSystem(env ?? process.env['VPC_LAMBDA_ENV'] ?? 'emulator', request)
        : await viewOfPath(path, request);
    progress.done();
    return view;
  } catch (error) {
    throw await inputFailure(error, progress, { path: path ?? '.' });
  }
}
