import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { judged } from './budget';
import { compare, type Measured, median, type Usage } from './measure';
import { option } from './option';
import { installedPeer, writeTsconfig } from './peer';

/**
 * What a synth of the whole system costs, bundling apart: our way (the application bundled by esbuild, deep imports)
 * beside the usual way (ts-node with type checking, the provider's barrel), for the same stacks, in one run.
 *
 *   node bench/run.js synth [--runs N] [--usual-runs N]
 */
const root = process.cwd();
const work = join(root, '.build', 'bench');

const BUDGET = { cpuSeconds: 0.5, memoryMb: 120 };

async function main(): Promise<void> {
  const runs = Number(option('--runs') ?? 9);
  const usualRuns = Number(option('--usual-runs') ?? 1);
  const out = prepareOutput();
  const environment = { VPC_LAMBDA_ENV: 'emulator', CDKTF_OUTDIR: out };
  const ours: Measured = {
    name: 'vpc-lambda',
    args: [join(root, 'tools', 'bin', 'run-script.js'), join(root, '.build', 'stacks', 'main.js')],
    cwd: root,
    env: environment,
  };
  const own = (await compare([ours], runs)).get(ours.name) ?? [];
  report(ours.name, own);
  if (usualRuns > 0) {
    const usual: Measured = { ...prepareUsual(), env: environment };
    const pairs = await compare([usual, ours], usualRuns);
    const [theirs, again] = [pairs.get(usual.name) ?? [], pairs.get(ours.name) ?? []];
    report(usual.name, theirs);
    const ratio = (read: (usage: Usage) => number): string =>
      (median(theirs.map(read)) / median(again.map(read))).toFixed(1);
    process.stdout.write(
      `ratio, same run: CPU ${ratio((u) => u.cpuSeconds)}, memory ${ratio((u) => u.memoryMb)}\n`,
    );
  }
  process.stdout.write(
    `machine: Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}\n`,
  );
  process.stdout.write(`budget: ${judged(own, BUDGET)}\n`);
}

function report(name: string, usages: readonly Usage[]): void {
  const row = (read: (usage: Usage) => number, digits: number): string => {
    const values = usages.map(read);
    return [Math.min(...values), median(values), Math.max(...values)]
      .map((value) => value.toFixed(digits))
      .join(' / ');
  };
  process.stdout.write(
    `${name}: CPU s ${row((u) => u.cpuSeconds, 2)}, MB ${row((u) => u.memoryMb, 0)}, wall s ${row((u) => u.wallSeconds, 2)}` +
      ` (minimum / median / maximum of ${usages.length})\n`,
  );
}

/** The functions bundled and the application compiled, once, by the command that users run. */
function prepareOutput(): string {
  const out = join(work, 'out');
  mkdirSync(out, { recursive: true });
  execFileSync(
    process.execPath,
    [join(root, 'tools', 'bin', 'vpc-lambda.js'), 'synth', '--env', 'emulator', '--out', out],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return out;
}

/**
 * The same sources as a project made from cdktf's template would have them: `import … from '@cdktf/provider-aws'`, run by
 * ts-node, whose version is pinned in bench/peers/ts-node.
 */
function prepareUsual(): Measured {
  const peer = installedPeer(root, 'ts-node');
  const project = join(work, 'usual');
  rmSync(project, { recursive: true, force: true });
  for (const folder of ['stacks', 'modules', 'functions'])
    cpSync(join(root, folder), join(project, folder), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  const files = readdirSync(project, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.ts'),
  );
  for (const { parentPath, name } of files) toBarrel(join(parentPath, name));
  writeTsconfig(project);
  return {
    name: 'ts-node and barrel',
    args: [join(peer, 'node_modules', 'ts-node', 'dist', 'bin.js'), 'stacks/main.ts'],
    cwd: project,
  };
}

/** `import { Vpc } from '@cdktf/provider-aws/lib/vpc'` as the barrel has it: `aws.vpc.Vpc`. */
function toBarrel(file: string): void {
  const deep = /import (?:type )?\{([^}]*)\} from '@cdktf\/provider-aws\/lib\/([\w-]+)';\n/g;
  const source = readFileSync(file, 'utf8');
  const aliases: string[] = [];
  const rewritten = source.replace(deep, (_all, names: string, resource: string) => {
    const namespace = resource.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
    for (const name of names.split(',').map((part) => part.trim().replace(/^type /, ''))) {
      const [original = '', alias = original] = name.split(' as ').map((part) => part.trim());
      if (original !== '') aliases.push(`import ${alias} = aws.${namespace}.${original};`);
    }
    return '';
  });
  if (aliases.length === 0) return;
  writeFileSync(file, [`import * as aws from '@cdktf/provider-aws';`, ...aliases, rewritten].join('\n'));
}

void main();
