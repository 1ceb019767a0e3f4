import { cpus } from 'node:os';
import { join } from 'node:path';
import { judged } from './budget';
import { compare, median, type Usage } from './measure';
import { option } from './option';
import { atSize, type Candidate, countBlocks, OURS, prepareCandidates } from './topology/candidates';

/**
 * What a synth costs that grows: one topology of N functions, in our constructs and as the users of AWS CDK,
 * TerraConstructs and cdktf's template write it, in one run, each in a process of its own, one after the other.
 *
 *   node bench/run.js synth-peers [--functions N,N,…] [--runs N] [--only NAME,NAME,…]
 *
 * Bundling is not part of it: all functions share one artefact.
 */
const root = process.cwd();

const BUDGET = { functions: 1000, cpuSeconds: 2.5, memoryMb: 280 };

async function main(): Promise<void> {
  const sizes = (option('--functions') ?? '1000').split(',').map(Number);
  const runs = Number(option('--runs') ?? 3);
  if (![...sizes, runs].every((value) => Number.isInteger(value) && value > 0))
    throw new Error('--functions takes whole numbers with commas between them, --runs a whole number');
  const candidates = chosen(prepareCandidates(root, join(root, '.build', 'bench', 'peers')));
  for (const functions of sizes) await measureSize(candidates, functions, runs);
  process.stdout.write(
    `machine: Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}\n`,
  );
}

async function measureSize(candidates: readonly Candidate[], functions: number, runs: number): Promise<void> {
  const results = await compare(
    candidates.map((candidate) => atSize(candidate, functions)),
    runs,
  );
  const ours = results.get(OURS) ?? [];
  const rows = candidates.map((candidate) => {
    const usages = results.get(candidate.name) ?? [];
    const cpu = usages.map(({ cpuSeconds }) => cpuSeconds);
    const ratio = (read: (usage: Usage) => number): string =>
      ours.length === 0 ? '' : (median(usages.map(read)) / median(ours.map(read))).toFixed(1);
    return [
      candidate.name,
      countBlocks(candidate).toLocaleString('en'),
      `${median(cpu).toFixed(2)} (${Math.min(...cpu).toFixed(2)}–${Math.max(...cpu).toFixed(2)})`,
      median(usages.map(({ memoryMb }) => memoryMb)).toFixed(0),
      median(usages.map(({ wallSeconds }) => wallSeconds)).toFixed(1),
      ratio(({ cpuSeconds }) => cpuSeconds),
      ratio(({ memoryMb }) => memoryMb),
    ];
  });
  const head = ['', 'blocks', 'CPU s, median', 'MB', 'wall s', '× CPU', '× MB'];
  process.stdout.write(
    `${functions.toLocaleString('en')} functions, ${runs} runs\n\n${table([head, ...rows])}\n`,
  );
  if (functions === BUDGET.functions && ours.length > 0)
    process.stdout.write(`budget: ${judged(ours, BUDGET)}\n\n`);
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [line(head), line(head.map((_cell, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('');
}

function chosen(candidates: readonly Candidate[]): readonly Candidate[] {
  const only = option('--only')?.split(',');
  if (!only) return candidates;
  const unknown = only.filter((name) => !candidates.some((candidate) => candidate.name === name));
  if (unknown.length > 0)
    throw new Error(
      `--only ${unknown.join(', ')}; allowed: ${candidates.map(({ name }) => name).join(', ')}`,
    );
  return candidates.filter(({ name }) => only.includes(name));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
