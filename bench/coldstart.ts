import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { environmentVariables, type FunctionContract, type Use } from '../functions/shared/contract';
import type {
  CandidateTimes,
  ColdStartResults,
  FunctionResult,
  Measured,
} from '../policies/cost/cold-start-results';
import { contracts } from '../stacks/contracts';
import { buildArtefacts, emptyArtefact, type FunctionArtefacts } from './coldstart/artefacts';
import { printTable } from './coldstart/print-table';
import { type ProcessResult, runProcess } from './coldstart/run-process';
import { SCENARIOS } from './coldstart/scenarios';
import { type ServiceStub, startServiceStub } from './coldstart/service-stub';
import { median } from './measure';
import { option } from './option';

/**
 * What a cold start of each function takes: whole fresh processes on Lambda's version of Node, the artefact that is
 * deployed beside the SDK's clients alone and beside the same handler made the usual ways, in turns, in one run.
 *
 *   node bench/run.js coldstart [--runs N] [--functions a,b] [--record]
 *
 * `--record` writes bench/results/coldstart.json, from which docs/cold-start.md is made.
 */
const root = process.cwd();
const work = join(root, '.build', 'bench', 'coldstart');
const RESULTS = join(root, 'bench', 'results', 'coldstart.json');

/** What is measured of each candidate. */
const CALLED: Readonly<Record<Measured, boolean>> = {
  ours: true,
  clients: false,
  usual: true,
  runtime: true,
};
const MEASURED = Object.keys(CALLED) as Measured[];

/** On the runtime's successor, which is not what is deployed: enough to see what changes. */
const MEASURED_ON_24: readonly Measured[] = ['ours', 'usual'];

/** Enough for the optimising compiler: a warm function has answered before. */
const WARM_UP_CALLS = 2000;
const WARM_CALLS = 2000;

async function main(): Promise<void> {
  const runs = Number(option('--runs') ?? 9);
  const only = option('--functions')?.split(',');
  const nodes = new Map([
    ['22', nodeBinary('tools/emulator/runtime', 'node22')],
    ['24', nodeBinary('bench/peers/node24', 'node24')],
  ]);
  const loadBefore = loadavg()[0] ?? 0;
  const artefacts = await buildArtefacts(root, work);
  const stub = await startServiceStub(...(await certificate()));
  const functions: Record<string, FunctionResult> = {};
  const empty: Record<string, ColdStartResults['empty'][string]> = {};
  try {
    for (const [major, node] of nodes) {
      if (node) empty[major] = await measureEmpty(node, runs, stub);
      else process.stderr.write(`Node ${major} is not on this machine: npm ci in its folder brings it\n`);
    }
    for (const contract of contracts) {
      const built = artefacts.get(contract.name);
      if (!built || (only && !only.includes(contract.name))) continue;
      process.stderr.write(`${contract.name} …\n`);
      functions[contract.name] = await measureFunction(contract, built, nodes, runs, stub);
    }
  } finally {
    stub.stop();
  }
  const results: ColdStartResults = {
    schemaVersion: 1,
    measuredOn: new Date().toISOString().slice(0, 10),
    command: `node bench/run.js coldstart --runs ${runs} --record`,
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      loadBefore: rounded(loadBefore),
      loadAfter: rounded(loadavg()[0] ?? 0),
    },
    versions: versions(nodes),
    runs,
    empty,
    functions,
  };
  printTable(results);
  if (process.argv.includes('--record')) {
    mkdirSync(join(RESULTS, '..'), { recursive: true });
    writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  }
}

async function measureEmpty(
  node: string,
  runs: number,
  { variables }: ServiceStub,
): Promise<ColdStartResults['empty'][string]> {
  const { file: artefact } = emptyArtefact(work);
  const eventFile = eventOf('empty', {});
  const taken: ProcessResult[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const result = await runProcess(root, { node, artefact, eventFile, calls: 1, variables });
    if (run > 0) taken.push(result);
  }
  return { ...timesOf(taken), processCpuMs: rounded(median(taken.map(({ processCpuMs }) => processCpuMs))) };
}

async function measureFunction(
  contract: FunctionContract,
  { candidates, clients }: FunctionArtefacts,
  nodes: ReadonlyMap<string, string | undefined>,
  runs: number,
  stub: ServiceStub,
): Promise<FunctionResult> {
  const { name } = contract;
  const scenario = SCENARIOS[name];
  if (!scenario) throw new Error(`bench/coldstart/scenarios.ts has no invocation of ${name}`);
  stub.play(scenario);
  const eventFile = eventOf(name, scenario.event);
  const variables = { ...LAMBDA, ...variablesOf(contract), ...stub.variables, SCENARIO: name };
  const times: Record<string, Partial<Record<Measured, CandidateTimes>>> = {};
  for (const [major, node] of nodes) {
    if (!node) continue;
    const measured = major === '24' ? MEASURED_ON_24 : MEASURED;
    const taken = new Map<Measured, ProcessResult[]>(measured.map((candidate) => [candidate, []]));
    for (let run = 0; run <= runs; run += 1) {
      for (const candidate of measured) {
        const artefact = candidates[candidate].file;
        const calls = CALLED[candidate] ? 1 : 0;
        const result = await runProcess(root, { node, artefact, eventFile, calls, variables });
        if (run > 0) taken.get(candidate)?.push(result);
      }
    }
    times[major] = Object.fromEntries(
      [...taken].map(([candidate, results]) => [candidate, timesOf(results)]),
    );
  }
  const node = nodes.get('22') ?? process.execPath;
  const warm: number[] = [];
  for (let run = 0; run < Math.min(runs, 3); run += 1) {
    const own = { node, artefact: candidates.own.file, eventFile, variables };
    const result = await runProcess(root, { ...own, calls: WARM_CALLS, warmUpCalls: WARM_UP_CALLS });
    warm.push((result.warm?.cpuMs ?? Number.NaN) * 1000);
  }
  const sizes = (read: (candidate: Measured) => number) =>
    Object.fromEntries(MEASURED.map((candidate) => [candidate, read(candidate)]));
  return {
    memoryMib: contract.memoryMib ?? 512,
    clients,
    zipBytes: sizes((candidate) => candidates[candidate].zipBytes),
    bytes: sizes((candidate) => candidates[candidate].bytes),
    times,
    warmCpuMicros: rounded(median(warm)),
  };
}

function timesOf(results: readonly ProcessResult[]): CandidateTimes {
  const middle = (read: (result: ProcessResult) => number | undefined): number =>
    rounded(median(results.map((result) => read(result) ?? Number.NaN)));
  const isCalled = results.every(({ first }) => first);
  return {
    initCpuMs: middle(({ init }) => init.cpuMs),
    initWallMs: middle(({ init }) => init.wallMs),
    ...(isCalled && {
      firstCpuMs: middle(({ first }) => first?.cpuMs),
      firstWallMs: middle(({ first }) => first?.wallMs),
    }),
  };
}

/** What Lambda sets for every function, as far as somebody here reads it. */
const LAMBDA = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'no-secret',
  AWS_SESSION_TOKEN: 'no-token',
  AWS_LAMBDA_FUNCTION_NAME: 'measured',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
  LAMBDA_TASK_ROOT: '/var/task',
  _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0',
};

function variablesOf(contract: FunctionContract): Record<string, string> {
  return Object.fromEntries(
    Object.entries<Use>(contract.uses).flatMap(([resource, { kind }]) =>
      Object.entries<string>(environmentVariables(resource, kind)).map(([property, variable]) => [
        variable,
        `${resource}-${property}`,
      ]),
    ),
  );
}

function eventOf(name: string, event: unknown): string {
  const file = join(work, `${name}.event.json`);
  writeFileSync(file, JSON.stringify(event));
  return file;
}

/** @returns the files of a key and of its certificate, for this run only */
async function certificate(): Promise<[string, string]> {
  const attributes = [{ name: 'commonName', value: 'localhost' }];
  const { private: key, cert } = await generate(attributes, {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const [keyFile, certificateFile] = [join(work, 'key.pem'), join(work, 'certificate.pem')];
  writeFileSync(keyFile, key, { mode: 0o600 });
  writeFileSync(certificateFile, cert);
  return [keyFile, certificateFile];
}

function nodeBinary(folder: string, name: string): string | undefined {
  const packages = join(root, folder, 'node_modules');
  const file = join(packages, `${name}-${process.platform}-${process.arch}`, 'bin', 'node');
  return existsSync(file) ? file : undefined;
}

function versions(nodes: ReadonlyMap<string, string | undefined>): Record<string, string> {
  const found = [...nodes].flatMap(([major, file]) =>
    file ? [[`node ${major}`, versionOf(join(file, '..', '..', 'package.json'))] as const] : [],
  );
  const of = (name: string, folder = root) =>
    [name, versionOf(join(folder, 'node_modules', name, 'package.json'))] as const;
  const peer = join(root, 'bench', 'peers', 'powertools');
  return Object.fromEntries([
    ...found,
    of('esbuild'),
    of('@aws-sdk/client-rds-data'),
    of('@aws-lambda-powertools/logger', peer),
    of('@middy/core', peer),
  ]);
}

function versionOf(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

void main();
