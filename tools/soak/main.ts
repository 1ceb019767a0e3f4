import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../cli/errors';
import { abortOnInterrupt } from '../cli/interruption';
import { Progress } from '../cli/progress';
import { runProgram } from '../cli/run-program';
import { asJson, asText } from './report';
import { soakLocally } from './soak-locally';
import { SoakProgress } from './soak-progress';

interface Options {
  readonly deposits: number;
  readonly seed: number;
  readonly database?: string;
  readonly format: string;
}

async function main(): Promise<void> {
  const command = new Command('soak')
    .description(
      'applies the system to the emulator, sends deposits through it while it is made to fail, and reckons: nothing may be lost, and nothing may be there twice',
    )
    .option(
      '--deposits <number>',
      'deposits that have to be accepted; duplicates and malformed requests come on top',
      wholeNumber(20, 100_000),
      2_000,
    )
    .option(
      '--seed <number>',
      'chooses load and faults; the same seed makes the same plan',
      wholeNumber(0, 2 ** 32 - 1),
      1,
    )
    .option('--database <url>', 'a PostgreSQL server for the Data API (default: DATABASE_URL, else embedded)')
    .option('--format <format>', 'text or json', oneOf(['text', 'json']), 'text')
    .addHelpText(
      'after',
      '\nExit status: 0 the sum comes out, 1 it does not or a failure, 2 wrong usage, 130 interrupted.',
    )
    .exitOverride()
    .action(async (options: Options) => {
      process.exitCode = await soak(options);
    });
  await runProgram(command);
}

async function soak({ deposits, seed, database, format }: Options): Promise<number> {
  const progress = await Progress.start();
  const shown = new SoakProgress(progress, process.stderr.isTTY === true && !process.env['CI']);
  const signal = abortOnInterrupt();
  const out = mkdtempSync(join(tmpdir(), 'vpc-lambda-soak-'));
  const url = database ?? process.env['DATABASE_URL'];
  try {
    const { result, observer } = await soakLocally({
      deposits,
      seed,
      out,
      signal,
      ...(url ? { databaseUrl: url } : {}),
      onStep: (step) => shown.step(step),
      onState: (state) => shown.state(state),
      onStack: (stack) => progress.stackDone(stack),
    });
    progress.done();
    process.stdout.write(
      format === 'json' ? `${JSON.stringify(asJson(result, observer), null, 2)}\n` : asText(result, observer),
    );
    return result.findings.length === 0 ? EXIT.fine : EXIT.findings;
  } catch (error) {
    progress.fail();
    if (signal.aborted) {
      process.stderr.write('interrupted: nothing was reckoned, and nothing is left running\n');
      return EXIT.interrupted;
    }
    throw error;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function wholeNumber(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= lowest && number <= highest) return number;
    throw new InvalidArgumentError(`a whole number from ${lowest} to ${highest}`);
  };
}

function oneOf(allowed: readonly string[]): (text: string) => string {
  return (text) => {
    if (allowed.includes(text)) return text;
    throw new InvalidArgumentError(`allowed: ${allowed.join(', ')}`);
  };
}

void main();
