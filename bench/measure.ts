import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the operating system says of one finished process. */
export interface Usage {
  /** User and system time together. */
  readonly cpuSeconds: number;
  /** The largest resident set. */
  readonly memoryMb: number;
  readonly wallSeconds: number;
}

export interface Measured {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Loaded before the script: reports what the process used when it ends. */
const REPORT = `process.on('exit',()=>{const u=process.resourceUsage();require('node:fs').writeSync(3,JSON.stringify({cpu:(u.userCPUTime+u.systemCPUTime)/1e6,rss:u.maxRSS/1024}))})`;

let preload: string | undefined;

function reportingPreload(): string {
  if (preload === undefined) {
    preload = join(mkdtempSync(join(tmpdir(), 'vpc-lambda-bench-')), 'report.cjs');
    writeFileSync(preload, REPORT);
  }
  return preload;
}

/** Runs a Node script once, in a process of its own. @throws when it fails */
export function runOnce({ name, args, cwd, env }: Measured): Promise<Usage> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--require', reportingPreload(), ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let report = '';
    let errors = '';
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      report += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) return reject(new Error(`${name} ended with ${code}:\n${errors}`));
      const { cpu, rss } = JSON.parse(report) as { cpu: number; rss: number };
      resolve({ cpuSeconds: cpu, memoryMb: rss, wallSeconds: (performance.now() - started) / 1000 });
    });
  });
}

/**
 * Runs the candidates in turn (A B A B …), so that a machine that slows down slows all of them, after one run of each
 * that is not counted.
 */
export async function compare(
  candidates: readonly Measured[],
  runs: number,
): Promise<ReadonlyMap<string, readonly Usage[]>> {
  const results = new Map<string, Usage[]>(candidates.map(({ name }) => [name, []]));
  for (let run = 0; run <= runs; run += 1) {
    for (const candidate of candidates) {
      const usage = await runOnce(candidate);
      if (run > 0) results.get(candidate.name)?.push(usage);
    }
  }
  return results;
}

/** The middle value; of an even count, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
