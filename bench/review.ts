import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { judged } from './budget';
import { compare, type Measured, median } from './measure';
import { option } from './option';
import { syntheticPlan } from './synthetic-plan';

/**
 * What a review of a plan costs as it grows: rules and the proofs that need no code, all of the process, from reading the
 * file to the JSON report.
 *
 *   node bench/run.js review [--runs N]
 */
const root = process.cwd();
const work = join(root, '.build', 'bench');

/** Functions; a plan has twelve resources of each. */
const SIZES = [100, 500, 1_000, 2_000];

/** For 1,000 functions. Printed, not enforced: machines are noisy. */
const BUDGET = { functions: 1_000, cpuSeconds: 6, memoryMb: 600 };

async function main(): Promise<void> {
  const runs = Number(option('--runs') ?? 3);
  mkdirSync(work, { recursive: true });
  const candidates = SIZES.map((functions): Measured & { functions: number } => {
    const plan = join(work, `plan-${functions}.json`);
    writeFileSync(plan, JSON.stringify(syntheticPlan(functions)));
    return {
      functions,
      name: `${functions} functions`,
      args: [
        join(root, 'tools', 'bin', 'vpc-lambda.js'),
        'review',
        plan,
        '--format',
        'json',
        '--fail-on',
        'critical',
      ],
      cwd: root,
    };
  });
  const results = await compare(candidates, runs);
  process.stdout.write('| functions | CPU s | CPU ms a function | MB |\n| ---: | ---: | ---: | ---: |\n');
  for (const { name, functions } of candidates) {
    const usages = results.get(name) ?? [];
    const cpu = median(usages.map(({ cpuSeconds }) => cpuSeconds));
    const memory = median(usages.map(({ memoryMb }) => memoryMb));
    const perFunction = ((cpu * 1000) / functions).toFixed(1);
    process.stdout.write(`| ${functions} | ${cpu.toFixed(2)} | ${perFunction} | ${memory.toFixed(0)} |\n`);
    if (functions === BUDGET.functions)
      process.stderr.write(`budget of ${functions} functions: ${judged(usages, BUDGET)}\n`);
  }
  process.stdout.write(
    `medians of ${runs}; Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}\n`,
  );
}

void main();
