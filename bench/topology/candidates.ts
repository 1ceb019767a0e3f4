import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Measured } from '../measure';
import { installedPeer, writeTsconfig } from '../peer';
import { SIZE_VARIABLE } from './size';

/** One way to write the topology, ready to run. */
export interface Candidate {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Of what it writes: CloudFormation's or Terraform's. */
  readonly out: string;
}

/** A peer in `bench/peers/<folder>`, with its own lockfile and the topology in `source/app.ts`. */
interface Peer {
  readonly name: string;
  readonly folder: string;
  /** What its template gives to ts-node. */
  readonly tsNode: readonly string[];
  /** @default its own: the template of cdktf takes cdktf and the provider of the main install, as our side does */
  readonly packages?: string;
}

const PEERS: readonly Peer[] = [
  { name: 'AWS CDK', folder: 'aws-cdk', tsNode: ['--prefer-ts-exts'] },
  { name: 'TerraConstructs', folder: 'terraconstructs', tsNode: [] },
  { name: 'cdktf template', folder: 'ts-node', tsNode: [], packages: 'node_modules' },
];

export const OURS = 'vpc-lambda';

/**
 * Ours, and each peer in two ways: as its template runs it, by ts-node, which checks types; and compiled beforehand, as
 * ours is. What is not installed is installed here.
 */
export function prepareCandidates(root: string, work: string): readonly Candidate[] {
  const args = [join(root, 'tools', 'bin', 'run-script.js'), bundleTopology(root)];
  const ours: Candidate = { name: OURS, args, cwd: root, out: join(work, 'vpc-lambda') };
  return [ours, ...PEERS.flatMap((peer) => preparePeer(root, work, peer))];
}

/** The candidate at a size, with an empty directory to write to. */
export function atSize({ name, args, cwd, out }: Candidate, functions: number): Measured {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const env = { CDKTF_OUTDIR: out, CDK_OUTDIR: out, BENCH_CODE: codeBeside(out) };
  return { name, args, cwd, env: { ...env, [SIZE_VARIABLE]: String(functions) } };
}

/** Resources and data sources in what the candidate wrote. */
export function countBlocks({ out }: Candidate): number {
  const written = readdirSync(out, { recursive: true, encoding: 'utf8' });
  const configurations = written.filter((file) => /(^|\/)(cdk\.tf\.json|[^/]+\.template\.json)$/.test(file));
  return configurations.map((file) => blocksIn(join(out, file))).reduce((sum, blocks) => sum + blocks, 0);
}

function blocksIn(file: string): number {
  const { Resources, resource, data } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, object> | undefined
  >;
  if (Resources) return Object.keys(Resources).length;
  return [resource, data]
    .flatMap((section) => Object.values(section ?? {}))
    .reduce((sum, blocks) => sum + Object.keys(blocks).length, 0);
}

function preparePeer(root: string, work: string, peer: Peer): readonly Candidate[] {
  const folder = installedPeer(root, peer.folder);
  const cwd = join(work, peer.folder);
  rmSync(cwd, { recursive: true, force: true });
  mkdirSync(cwd, { recursive: true });
  cpSync(join(folder, 'source', 'app.ts'), join(cwd, 'app.ts'));
  symlinkSync(
    join(peer.packages ? join(root, peer.packages) : join(folder, 'node_modules')),
    join(cwd, 'node_modules'),
  );
  writeTsconfig(cwd);
  buildSync({
    entryPoints: [join(cwd, 'app.ts')],
    outfile: join(cwd, 'app.js'),
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  const tsNode = join(folder, 'node_modules', 'ts-node', 'dist', 'bin.js');
  return [
    { name: peer.name, args: [tsNode, ...peer.tsNode, 'app.ts'], cwd, out: join(cwd, 'out') },
    { name: `${peer.name}, compiled`, args: ['app.js'], cwd, out: join(cwd, 'out-compiled') },
  ];
}

/** Bundled as `stacks/main.ts` is, by the same tool: the benchmarks import none of the tools. */
function bundleTopology(root: string): string {
  const bundler = JSON.stringify(join(root, 'tools', 'bin', 'run-typescript.js'));
  const program = `process.stdout.write(require(${bundler}).bundle('bench/topology/main.ts', { standalone: true }))`;
  return execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' });
}

/** What AWS CDK takes as the code of every function: a directory with one line. */
function codeBeside(out: string): string {
  const code = `${out}-code`;
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, 'index.js'), 'exports.handler = async () => {};\n');
  return code;
}
