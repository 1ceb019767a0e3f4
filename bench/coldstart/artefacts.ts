import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { unzipSync, zipSync } from 'fflate';
import type { Measured } from '../../policies/cost/cold-start-results';
import { installedPeer } from '../peer';
import { servicesAnsweredAtOnce } from './own-code';
import { usualEntry, withUsualParts } from './usual-way';

/** `own`: ours with services that answer at once, for warm calls. */
export type Candidate = Measured | 'own';

export interface Artefact {
  readonly file: string;
  /** Zipped as Lambda takes it. */
  readonly zipBytes: number;
  readonly bytes: number;
}

export interface FunctionArtefacts {
  readonly candidates: Readonly<Record<Candidate, Artefact>>;
  /** `rds-data`, `dynamodb` and so on: each a connection of its own at the first call. */
  readonly clients: readonly string[];
}

/** As the documentation of Powertools has it: https://docs.powertools.aws.dev/lambda/typescript (bundling for ESM). */
const USUAL: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  minify: true,
  mainFields: ['module', 'main'],
  loader: { '.sql': 'text' },
  banner: {
    js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
  },
  logLevel: 'error',
};

/** Builds all candidates of all functions into the directory. */
export async function buildArtefacts(
  root: string,
  directory: string,
): Promise<ReadonlyMap<string, FunctionArtefacts>> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  installedPeer(root, 'powertools');
  const deployed = join(directory, 'deployed');
  bundleAsDeployed(root, root, deployed);
  const names = readdirSync(deployed).flatMap((file) => /^(.*)\.zip$/.exec(file)?.slice(1, 2) ?? []);
  const calls = new Map(names.map((name) => [name, callsOf(join(deployed, `${name}.meta.json`))]));
  const alone = clientsAlone(root, directory, calls);
  const result = new Map<string, FunctionArtefacts>();
  for (const name of names) {
    const entry = join(root, 'functions', name, 'handler.ts');
    const output = (candidate: string, file: string) => join(directory, candidate, name, file);
    const parts = { absWorkingDir: root, ...usualEntry(root, name) };
    const usual = output('usual', 'index.mjs');
    await build({ ...USUAL, ...parts, outfile: usual, plugins: [withUsualParts(root)] });
    const runtime = output('runtime', 'index.mjs');
    // Also `@smithy/*` on Lambda; here it would have to come from the packages of the peer.
    const external = ['@aws-sdk/*'];
    await build({ ...USUAL, ...parts, outfile: runtime, external, plugins: [withUsualParts(root)] });
    const own = output('own', 'index.js');
    const answered = servicesAnsweredAtOnce(root);
    await build({
      ...USUAL,
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: own,
      format: 'cjs',
      banner: {},
      plugins: [answered],
    });
    const candidates = {
      ours: unpack(join(deployed, `${name}.zip`), output('ours', 'index.js')),
      clients: unpack(join(alone, `${name}.zip`), output('clients', 'index.js')),
      usual: measured(usual),
      runtime: measured(runtime),
      own: measured(own),
    };
    result.set(name, { candidates, clients: Object.keys(calls.get(name) ?? {}) });
  }
  return result;
}

/** A handler that does nothing, for what a process costs without any. */
export function emptyArtefact(directory: string): Artefact {
  const file = join(directory, 'empty', 'index.js');
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'exports.handler = async () => undefined;\n');
  return measured(file);
}

/** The project's own bundler, run as the commands run it: the benchmarks import none of the tools. */
function bundleAsDeployed(root: string, project: string, outDir: string): void {
  const script = `
    const { bundle } = require(${JSON.stringify(join(root, 'tools', 'bin', 'run-typescript.js'))});
    const { bundleFunctions } = require(bundle('tools/bundling/bundle-functions.ts'));
    bundleFunctions(${JSON.stringify({ root: project, outDir })}).catch((error) => {
      console.error(String(error));
      process.exitCode = 1;
    });`;
  execFileSync(process.execPath, ['-e', script], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

type Calls = Readonly<Record<string, readonly string[]>>;

/** The commands that are in a bundle, by client. The SDK itself brings DescribeEndpoints and CreateSession along. */
function callsOf(metaFile: string): Calls {
  const { outputs } = JSON.parse(readFileSync(metaFile, 'utf8')) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  };
  const calls: Record<string, string[]> = {};
  for (const [path, { bytesInOutput }] of Object.entries(outputs['index.js']?.inputs ?? {})) {
    const [, client = '', command = ''] =
      /client-([a-z0-9-]+)\/.*\/commands\/(\w+Command)\.js$/.exec(path) ?? [];
    if (!client || bytesInOutput === 0) continue;
    if (/^(DescribeEndpoints|CreateSession)Command$/.test(command)) continue;
    calls[client] = [...(calls[client] ?? []), command];
  }
  return calls;
}

const CLIENT_CLASSES: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDBClient',
  eventbridge: 'EventBridgeClient',
  'rds-data': 'RDSDataClient',
  rekognition: 'RekognitionClient',
  s3: 'S3Client',
  'secrets-manager': 'SecretsManagerClient',
  sfn: 'SFNClient',
};

/** A project whose functions only make their clients, bundled by the same bundler with the same settings. */
function clientsAlone(root: string, directory: string, functions: ReadonlyMap<string, Calls>): string {
  const project = join(directory, 'clients-project');
  for (const [name, calls] of functions) {
    const folder = join(project, 'functions', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'contract.ts'), 'export {};\n');
    writeFileSync(join(folder, 'handler.ts'), clientsModule(calls));
  }
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
  const outDir = join(directory, 'clients-bundled');
  bundleAsDeployed(root, project, outDir);
  return outDir;
}

function clientsModule(calls: Calls): string {
  const lines = Object.entries(calls).map(([client, commands]) => {
    const name = CLIENT_CLASSES[client];
    if (!name) throw new Error(`the benchmark does not know the client of ${client}`);
    return `import { ${[name, ...commands].join(', ')} } from '@aws-sdk/client-${client}';`;
  });
  const made = Object.entries(calls).map(
    ([client, commands]) => `[new ${CLIENT_CLASSES[client]}({}), ${commands.join(', ')}]`,
  );
  return `${lines.join('\n')}\nconst clients = [${made.join(', ')}];\nexport const handler = async () => clients;\n`;
}

function unpack(zip: string, file: string): Artefact {
  const packed = readFileSync(zip);
  const code = unzipSync(packed)['index.js'] ?? new Uint8Array();
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, code);
  return { file, zipBytes: packed.byteLength, bytes: code.byteLength };
}

function measured(file: string): Artefact {
  const code = readFileSync(file);
  return { file, zipBytes: zipSync({ 'index.mjs': code }, { level: 9 }).byteLength, bytes: code.byteLength };
}
