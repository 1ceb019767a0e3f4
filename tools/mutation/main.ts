import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { isNeedless } from '../../policies/proofs/minimal/prove-minimal';
import { RULES } from '../../policies/rules/registry';
import { describeFailure, EXIT, UsageError } from '../cli/errors';
import { runProgram } from '../cli/run-program';
import type { Judges } from './findings';
import { MUTATION_KINDS } from './kinds/all-kinds';
import { isSound, mutationJson, mutationText } from './mutation-report';
import { ownProvers } from './own-provers';
import { MUTATED_ENVIRONMENTS, synthesizeForMutation } from './own-systems';
import {
  type PartChoice,
  removalsJson,
  removalsText,
  removeParts,
  type SystemRemovals,
} from './remove-parts';
import { runMutations } from './run-mutations';
import type { SystemJson } from './system-json';

interface Options {
  readonly kind?: string;
  readonly limit?: string;
  readonly perKind: string;
  readonly minimal?: true;
  readonly part?: string;
  readonly environment?: string;
  readonly format: string;
}

async function main(): Promise<void> {
  const program = new Command('mutate-policies')
    .description(
      'weakens the synthesized system in every known way, and expects the rule that names it to see it',
    )
    .option('--kind <kind>', 'only this kind')
    .option(
      '--limit <n>',
      'at most so many mutations in all; with --minimal, parts of an environment, spread over all',
    )
    .option('--environment <name>', 'only this environment', parseEnvironment)
    .option('--per-kind <n>', 'at most so many of a kind in an environment', '2')
    .option(
      '--minimal',
      'instead, take away one statement, rule, route, endpoint or permission after another',
    )
    .option('--part <text>', 'with --minimal: only parts whose name has the text, such as "the route"')
    .option('--format <format>', 'text or json', 'text')
    .exitOverride()
    .action(async (options: Options) => {
      process.exitCode = await mutate(options);
    });
  await runProgram(program);
}

async function mutate({
  kind,
  limit,
  perKind,
  minimal,
  part,
  environment,
  format,
}: Options): Promise<number> {
  if (kind !== undefined && !MUTATION_KINDS.some(({ id }) => id === kind)) {
    throw new UsageError(`--kind ${kind}: allowed are ${MUTATION_KINDS.map(({ id }) => id).join(', ')}`);
  }
  if (!['text', 'json'].includes(format))
    throw new UsageError(`--format ${format}: allowed are text and json`);
  const directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-mutation-'));
  try {
    const systems = await synthesizeForMutation(
      directory,
      environment === undefined ? undefined : [environment],
    );
    const judges = { rules: RULES, provers: await ownProvers(directory) };
    if (minimal) {
      const choice = {
        ...(part === undefined ? {} : { text: part }),
        ...(limit === undefined ? {} : { most: count('--limit', limit) }),
      };
      return await removeEach(systems, judges, choice, format);
    }
    const run = await runMutations(systems, judges, {
      ...(kind === undefined ? {} : { kind }),
      ...(limit === undefined ? {} : { limit: count('--limit', limit) }),
      perKind: count('--per-kind', perKind),
      onStep: (step) => process.stderr.write(`${step}\n`),
    });
    const { user, system } = process.cpuUsage();
    const cpuSeconds = (user + system) / 1e6;
    process.stdout.write(
      format === 'json'
        ? `${JSON.stringify(mutationJson(run, cpuSeconds), null, 2)}\n`
        : mutationText(run, cpuSeconds),
    );
    return isSound(run) ? EXIT.fine : EXIT.findings;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Proof 3. What nobody misses is a finding, unless another part covers it. */
async function removeEach(
  systems: readonly SystemJson[],
  judges: Judges,
  choice: PartChoice,
  format: string,
): Promise<number> {
  const found: SystemRemovals[] = [];
  for (const system of systems) {
    process.stderr.write(`take away the parts of ${system.environment}\n`);
    const one = await removeParts(system, judges, choice);
    found.push(one);
    if (format === 'text') process.stdout.write(removalsText(one));
  }
  if (format === 'json') process.stdout.write(`${JSON.stringify(removalsJson(found), null, 2)}\n`);
  const isMissed = found.some(({ removals }) => removals.some(isNeedless));
  return isMissed ? EXIT.findings : EXIT.fine;
}

function parseEnvironment(name: string): string {
  const known: readonly string[] = MUTATED_ENVIRONMENTS;
  if (known.includes(name)) return name;
  throw new UsageError(`--environment ${name}: allowed are ${known.join(', ')}`);
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`${option} ${text}: a whole number from 1`);
  return value;
}

main().catch((error: unknown) => {
  const { message, status } = describeFailure(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = status;
});
