import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { described, tryRemovals } from '../../policies/proofs/minimal/prove-minimal';
import { RULES } from '../../policies/rules/registry';
import { describeFailure, EXIT, UsageError } from '../cli/errors';
import { runProgram } from '../cli/run-program';
import type { Judges } from './findings';
import { MUTATION_KINDS } from './kinds/all-kinds';
import { isSound, mutationJson, mutationText } from './mutation-report';
import { ownProvers } from './own-provers';
import { synthesizeForMutation } from './own-systems';
import { runMutations } from './run-mutations';
import type { SystemJson } from './system-json';

interface Options {
  readonly kind?: string;
  readonly limit?: string;
  readonly perKind: string;
  readonly minimal?: true;
  readonly format: string;
}

async function main(): Promise<void> {
  const program = new Command('mutate-policies')
    .description(
      'weakens the synthesized system in every known way, and expects the rule that names it to see it',
    )
    .option('--kind <kind>', 'only this kind')
    .option('--limit <n>', 'at most so many mutations in all')
    .option('--per-kind <n>', 'at most so many of a kind in an environment', '2')
    .option('--minimal', 'instead, take away one statement, rule, route or endpoint after another')
    .option('--format <format>', 'text or json', 'text')
    .exitOverride()
    .action(async (options: Options) => {
      process.exitCode = await mutate(options);
    });
  await runProgram(program);
}

async function mutate({ kind, limit, perKind, minimal, format }: Options): Promise<number> {
  if (kind !== undefined && !MUTATION_KINDS.some(({ id }) => id === kind)) {
    throw new UsageError(`--kind ${kind}: allowed are ${MUTATION_KINDS.map(({ id }) => id).join(', ')}`);
  }
  if (!['text', 'json'].includes(format))
    throw new UsageError(`--format ${format}: allowed are text and json`);
  const directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-mutation-'));
  try {
    const systems = await synthesizeForMutation(directory);
    const judges = { rules: RULES, provers: await ownProvers(directory) };
    if (minimal) return await removeEach(systems, judges, format);
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

/** Proof 3. What nobody misses is a finding. */
async function removeEach(systems: readonly SystemJson[], judges: Judges, format: string): Promise<number> {
  const found: object[] = [];
  let missed = 0;
  for (const { environment, stacks } of systems) {
    process.stderr.write(`take away each part of ${environment}\n`);
    const removals = await tryRemovals(stacks, judges);
    const unneeded = removals.filter(({ noticedBy }) => noticedBy.length === 0);
    missed += unneeded.length;
    found.push({ environment, removals });
    if (format !== 'text') continue;
    for (const { part } of unneeded)
      process.stdout.write(`${environment} ${part.stack}: ${described(part)}\n`);
    process.stdout.write(
      `${environment}: ${removals.length} parts, ${unneeded.length} of which nobody misses\n`,
    );
  }
  if (format === 'json')
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, systems: found }, null, 2)}\n`);
  return missed === 0 ? EXIT.fine : EXIT.findings;
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
