import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Graph } from '../../policies/graph/graph';
import { loadGraph } from '../../policies/graph/load';
import { loadEnvironment } from '../../stacks/environments/load';
import { repositoryRoot, typescriptBundle } from '../repository';

/** The environments that cost money, in the order in which a change goes through them. */
export const BILLED_ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;

/**
 * This system as the environment would have it, without bundling its functions: what they cost does not depend on their
 * code.
 *
 * @param environment a name, or the path of a `.json` file
 * @throws InvalidInputError for the environment
 */
export async function loadOwnSystem(environment: string): Promise<Graph> {
  loadEnvironment(environment);
  const out = mkdtempSync(join(tmpdir(), 'vpc-lambda-cost-'));
  try {
    mkdirSync(join(out, 'functions'));
    writeFileSync(join(out, 'functions', 'manifest.json'), JSON.stringify(placeholders()));
    await runApplication(out, environment.endsWith('.json') ? resolve(environment) : environment);
    const graph = await loadGraph(out);
    // Values are computed when they are asked for, and the files are about to go.
    for (const resource of graph.resources) void [resource.values, resource.references];
    return graph;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** A manifest of functions whose code nobody looks at. */
function placeholders(): object {
  const folder = join(repositoryRoot, 'functions');
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'handler.ts')));
  const sha256Base64 = Buffer.alloc(32).toString('base64');
  return {
    functions: Object.fromEntries(names.map((name) => [name, { file: `${name}.zip`, sha256Base64 }])),
  };
}

function runApplication(out: string, environment: string): Promise<void> {
  const script = typescriptBundle('stacks/main.ts', { standalone: true });
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script], {
      cwd: repositoryRoot,
      env: { ...process.env, CDKTF_OUTDIR: out, VPC_LAMBDA_ENV: environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(errors.trim()))));
  });
}
