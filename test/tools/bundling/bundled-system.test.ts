import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { getDeposit } from '../../../functions/get-deposit/contract';
import { migrateDatabase } from '../../../functions/migrate-database/contract';
import { rotateSecret } from '../../../functions/rotate-secret/contract';
import type { FunctionContract } from '../../../functions/shared/contract';
import { submitDeposit } from '../../../functions/submit-deposit/contract';
import { bundleFunctions } from '../../../tools/bundling/bundle-functions';
import type { Manifest } from '../../../tools/bundling/manifest';
import { findNode22 } from '../../../tools/emulator/functions/node-runtime';
import { AWS_VARIABLES, variablesOf } from '../../functions/support/environment';

/** The functions of this system as they are deployed: what is in their bundles, and that they start on their own. */
const ROOT = join(__dirname, '../../..');
const CONTRACTS: readonly FunctionContract[] = [getDeposit, migrateDatabase, rotateSecret, submitDeposit];
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
}, 60_000);
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

test('bundles hold the calls that their contracts grant, and no others', () => {
  expect(Object.fromEntries(names.map((name) => [name, commands(name)]))).toEqual({
    'get-deposit': ['rds-data:ExecuteStatement'],
    'migrate-database': [
      'rds-data:BeginTransaction',
      'rds-data:CommitTransaction',
      'rds-data:ExecuteStatement',
      'rds-data:RollbackTransaction',
      'secrets-manager:GetSecretValue',
    ],
    'rotate-secret': [
      'rds-data:BeginTransaction',
      'rds-data:CommitTransaction',
      'rds-data:ExecuteStatement',
      'rds-data:RollbackTransaction',
      'secrets-manager:DescribeSecret',
      'secrets-manager:GetSecretValue',
      'secrets-manager:PutSecretValue',
      'secrets-manager:UpdateSecretVersionStage',
    ],
    // The SDK's own clients bring two more, for endpoint discovery and for directory buckets. Neither is used here.
    'submit-deposit': [
      'dynamodb:DescribeEndpoints',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'eventbridge:PutEvents',
      'rds-data:BeginTransaction',
      'rds-data:CommitTransaction',
      'rds-data:ExecuteStatement',
      'rds-data:RollbackTransaction',
      's3:CreateSession',
      's3:PutObject',
      'secrets-manager:GetSecretValue',
    ],
  });
});
