import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Use } from '../../../functions/shared/contract';
import { contracts as CONTRACTS } from '../../../stacks/contracts';
import { bundleFunctions } from '../../../tools/bundling/bundle-functions';
import type { Manifest } from '../../../tools/bundling/manifest';
import { findNode22 } from '../../../tools/emulator/functions/node-runtime';
import { AWS_VARIABLES, variablesOf } from '../../functions/support/environment';

/** The functions of this system as they are deployed: what is in their bundles, and that they start on their own. */
const ROOT = join(__dirname, '../../..');
const names = CONTRACTS.map(({ name }) => name);
const directory = mkdtempSync(join(tmpdir(), 'bundled-'));
let manifest: Manifest;

beforeAll(async () => {
  manifest = await bundleFunctions({ root: ROOT, outDir: directory });
  for (const name of names) {
    const code = unzipSync(readFileSync(join(directory, `${name}.zip`)))['index.js'];
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'index.js'), code ?? '');
  }
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Lambda's own version of Node where the machine has it, or the one that runs the tests. */
function node(): string {
  return findNode22() ?? process.execPath;
}

function start(name: string, env: Readonly<Record<string, string>>, script: string) {
  return spawnSync(node(), ['-e', script], { cwd: join(directory, name), env: { ...env }, encoding: 'utf8' });
}

/** The files whose code is in the bundle, without what was left out as unused. */
function shipped(name: string): readonly string[] {
  const metafile = JSON.parse(readFileSync(join(directory, `${name}.meta.json`), 'utf8'));
  const inputs: Record<string, { bytesInOutput: number }> = metafile.outputs['index.js'].inputs;
  return Object.keys(inputs).filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0);
}

/** The calls that the code of the bundle could make: `rds-data:ExecuteStatement`. */
function commands(name: string): readonly string[] {
  return shipped(name)
    .flatMap((path) => /client-([a-z0-9-]+)\/.*\/commands\/(\w+)Command\.js$/.exec(path) ?? [])
    .flatMap((part, index, parts) => (index % 3 === 1 ? [`${part}:${parts[index + 1]}`] : []))
    .sort();
}

test('the manifest and the contracts name the same functions', () => {
  expect(Object.keys(manifest.functions)).toEqual(names);
});

describe.each(CONTRACTS)('the bundle of $name', (contract) => {
  const { name } = contract;
  const environment = { ...AWS_VARIABLES, ...variablesOf(contract) };

  test('starts by itself, with a handler, without a word', () => {
    const script = `const { handler } = require('./index.js'); process.exitCode = typeof handler === 'function' ? 0 : 1;`;
    expect(start(name, environment, script)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  test('GIVEN no environment THEN the start fails and names every variable', () => {
    const { status, stderr } = start(name, {}, `require('./index.js')`);
    expect(status).toBe(1);
    for (const variable of Object.keys(variablesOf(contract))) expect(stderr).toContain(variable);
  });

  test('holds no path of this machine and no code for building infrastructure', () => {
    const code = readFileSync(join(directory, name, 'index.js'), 'utf8');
    expect(code).not.toContain(ROOT);
    expect(code).not.toContain(directory);
    expect(
      shipped(name).filter((path) => /cdktf|constructs|(^|\/)modules\/|(^|\/)stacks\//.test(path)),
    ).toEqual([]);
  });

  test('reads credentials from the environment only', () => {
    const sources = shipped(name).filter((path) => /credential-provider-(?!env)|nested-clients/.test(path));
    expect(sources.filter((path) => !path.startsWith('environment-credentials:'))).toEqual([]);
  });
});

const TRANSACTIONS = ['BeginTransaction', 'CommitTransaction', 'ExecuteStatement', 'RollbackTransaction'].map(
  (command) => `rds-data:${command}`,
);
/** The calls that a use is granted for, by kind and access. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'database:read': ['rds-data:ExecuteStatement'],
  'database:write': ['rds-data:ExecuteStatement'],
  'database:read-write': TRANSACTIONS,
  'database:administer': TRANSACTIONS,
  'table:claim': ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  'table:read': ['dynamodb:GetItem'],
  'table:replace': ['dynamodb:GetItem', 'dynamodb:PutItem'],
  'table:read-write': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  'bucket:presign-upload': [],
  'bucket:read': ['s3:GetObject'],
  'bucket:read-write': ['s3:GetObject', 's3:PutObject'],
  'bucket:lend': [],
  'event-bus:publish': ['eventbridge:PutEvents'],
  'secret:read': ['secrets-manager:GetSecretValue'],
  'secret:rotate': ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map(
    (call) => `secrets-manager:${call}`,
  ),
  'workflow:start': ['sfn:StartExecution'],
  'workflow:answer': ['sfn:SendTaskSuccess'],
  'webhook:call': [],
  'rekognition:detect-text': ['rekognition:DetectText'],
};

/** The SDK's own clients bring these two, for endpoint discovery and for directory buckets. Neither is used here. */
const BROUGHT_ALONG = ['dynamodb:DescribeEndpoints', 's3:CreateSession'];

test.each(CONTRACTS)('the bundle of $name holds no call but those that its contract grants', (contract) => {
  const granted = Object.values<Use>(contract.uses).flatMap(({ kind, access }) => {
    const calls = CALLS[`${kind}:${access}`];
    if (!calls) throw new Error(`no calls are listed for ${kind}:${access}`);
    return calls;
  });
  const held = commands(contract.name).filter((call) => !BROUGHT_ALONG.includes(call));
  expect(held.filter((call) => !granted.includes(call))).toEqual([]);
  expect({ name: contract.name, unused: granted.filter((call) => !held.includes(call)) }).toEqual({
    name: contract.name,
    unused: [],
  });
});
