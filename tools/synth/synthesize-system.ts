import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Difference, proveEqual } from '../../policies/proofs/hcl-equals-json';
import { loadEnvironment } from '../../stacks/environments/load';
import { bundleFunctions } from '../bundling/bundle-functions';
import { DIGEST_FILE, writeDigest } from '../hcl/digest';
import { writeStack } from '../hcl/write-stack';
import { repositoryRoot, typescriptBundle } from '../repository';
import { type ConstructSources, loadConstructSources } from './construct-sources';
import { BundleSourceMap } from './source-map';

/** Terraform's JSON of one stack. */
type StackJson = Readonly<Record<string, unknown>>;

export interface SynthesizeOptions {
  /** A name, or the path of a `.json` file: see stacks/environments/load.ts. */
  readonly environment: string;
  /** Written to: `stacks/`, `hcl/`, `functions/`, `manifest.json`, `digest.json`. Created when absent. */
  readonly out: string;
  /** Told of each step as it begins. @default nobody */
  readonly onStep?: (step: string) => void;
  /**
   * The digest that was approved. Synth refuses to leave anything else behind.
   * @default the environment variable VPC_LAMBDA_DIGEST, if it is set
   */
  readonly approvedDigest?: string;
}

/** A stack as it was written. Directories are absolute. */
export interface SynthesizedStack {
  readonly name: string;
  /** What Terraform works in. */
  readonly jsonDirectory: string;
  /** What the reviewer reads. */
  readonly hclDirectory: string;
  /** Names of the stacks whose state it reads. */
  readonly dependencies: readonly string[];
  readonly blocks: number;
}

export interface SynthesizedSystem {
  readonly out: string;
  /** In the order in which they can be applied. */
  readonly stacks: readonly SynthesizedStack[];
  readonly functions: readonly string[];
  /** `sha256:…` over every synthesized file. */
  readonly digest: string;
}

/** The application refused its input, or failed. The message is its own. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
}

/** The HCL does not say what the JSON says. A defect of the writer: nothing may be reviewed or applied. */
export class HclDiffersError extends Error {
  override readonly name = 'HclDiffersError';

  constructor(
    readonly stackName: string,
    readonly differences: readonly Difference[],
  ) {
    const lines = differences.map(
      ({ block, attribute, problem, json, hcl }) =>
        `  ${block}${attribute ? ` ${attribute}` : ''}: ${problem}; JSON ${JSON.stringify(json)}, HCL ${JSON.stringify(hcl)}`,
    );
    super(
      `The HCL of stack ${stackName} differs from its JSON in ${differences.length} places:\n${lines.join('\n')}`,
    );
  }
}

/** What is about to be applied is not what was approved. */
export class DigestMismatchError extends Error {
  override readonly name = 'DigestMismatchError';

  constructor(
    readonly approved: string,
    readonly actual: string,
  ) {
    super(
      `VPC_LAMBDA_DIGEST approves ${approved}, but synth gave ${actual}: ` +
        'review what changed and approve the new digest, or check out what was approved',
    );
  }
}

/**
 * Bundles the functions, writes each stack as JSON and as HCL, proves the two equal, and seals all of it with a digest.
 *
 * @throws InvalidInputError for the environment, SynthesisError, HclDiffersError, DigestMismatchError
 */
export async function synthesizeSystem(options: SynthesizeOptions): Promise<SynthesizedSystem> {
  // The application will do it again; here it fails before anything is written, with the error as it is.
  loadEnvironment(options.environment);
  const out = resolve(options.out);
  const step = options.onStep ?? (() => undefined);
  mkdirSync(out, { recursive: true });
  rmSync(join(out, DIGEST_FILE), { force: true });

  step('bundle the functions');
  const manifest = await bundleFunctions({ root: repositoryRoot, outDir: join(out, 'functions') });

  step('synthesize the stacks');
  const application = typescriptBundle('stacks/main.ts', { standalone: true });
  await runApplication(application, out, options.environment);

  step('write the HCL and prove it equal to the JSON');
  const stacks = readManifest(out);
  const map = new BundleSourceMap(`${application}.map`, relative(repositoryRoot, join(application, '..')));
  rmSync(join(out, 'hcl'), { recursive: true, force: true });
  const written: SynthesizedStack[] = [];
  for (const stack of stacks)
    written.push(await writeHcl(out, stack, loadConstructSources(out, stack.name, map)));

  step('seal it with a digest');
  const { digest } = writeDigest(out);
  const approved = options.approvedDigest ?? process.env['VPC_LAMBDA_DIGEST'];
  if (approved && approved !== digest) throw new DigestMismatchError(approved, digest);
  return { out, stacks: written, functions: Object.keys(manifest.functions), digest };
}

async function writeHcl(
  out: string,
  stack: StackEntry,
  sources: ConstructSources,
): Promise<SynthesizedStack> {
  const jsonDirectory = join(out, stack.workingDirectory);
  const json = JSON.parse(readFileSync(join(out, stack.synthesizedStackPath), 'utf8')) as StackJson;
  const files = writeStack(json, { sourceOf: sources.describe });
  const differences = await proveEqual(json, files);
  if (differences.length > 0) throw new HclDiffersError(stack.name, differences);
  const hclDirectory = join(out, 'hcl', stack.name);
  mkdirSync(hclDirectory, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(hclDirectory, name), text);
  return {
    name: stack.name,
    jsonDirectory,
    hclDirectory,
    dependencies: stack.dependencies,
    blocks: countBlocks(json),
  };
}

/** Runs the bundled application by itself: the stacks as JSON, no HCL. @throws SynthesisError with its message */
export function runApplication(script: string, out: string, environment: string): Promise<void> {
  return new Promise((done, fail) => {
    const runner = join(repositoryRoot, 'tools', 'bin', 'run-script.js');
    const child = spawn(process.execPath, [runner, script], {
      cwd: repositoryRoot,
      env: { ...process.env, CDKTF_OUTDIR: out, VPC_LAMBDA_ENV: environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? done() : fail(new SynthesisError(errors.trim()))));
  });
}

interface StackEntry {
  readonly name: string;
  readonly synthesizedStackPath: string;
  readonly workingDirectory: string;
  readonly dependencies: readonly string[];
}

/** cdktf's own manifest, its stacks in the order of their dependencies. */
function readManifest(out: string): readonly StackEntry[] {
  const { stacks } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
    stacks: Record<string, StackEntry>;
  };
  const ordered: StackEntry[] = [];
  const visit = (stack: StackEntry): void => {
    if (ordered.includes(stack)) return;
    for (const name of stack.dependencies) {
      const dependency = stacks[name];
      if (dependency) visit(dependency);
    }
    ordered.push(stack);
  };
  Object.values(stacks).forEach(visit);
  return ordered;
}

function countBlocks(json: StackJson): number {
  const sections = [json['resource'], json['data']] as (Record<string, object> | undefined)[];
  return sections
    .flatMap((section) => Object.values(section ?? {}))
    .reduce((sum, blocks) => sum + Object.keys(blocks).length, 0);
}
