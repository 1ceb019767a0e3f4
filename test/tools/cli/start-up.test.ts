import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const bin = join(root, 'tools', 'bin', 'vpc-lambda.js');

/** Loaded before the command: writes to the third channel which packages it asked for. */
const RECORDER = `
const Module = require('node:module');
const load = Module._load;
const asked = new Set();
Module._load = function (request, ...rest) {
  if (!/^(node:|[./])/.test(request) && !Module.isBuiltin(request))
    asked.add(/^(@[^/]+[/])?[^/]+/.exec(request)[0]);
  return load.call(this, request, ...rest);
};
process.on('exit', () => require('node:fs').writeSync(3, JSON.stringify([...asked])));
`;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-start-up-'));
  writeFileSync(join(directory, 'recorder.cjs'), RECORDER);
  // Builds the bundle where it is out of date: the builder is no part of what the command loads.
  spawnSync(process.execPath, [bin, '--help'], { cwd: root });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function packagesLoadedBy(args: readonly string[]): readonly string[] {
  const { status, output } = spawnSync(
    process.execPath,
    ['--require', join(directory, 'recorder.cjs'), bin, ...args],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  expect({ status, stderr: output[2] }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(output[3] ?? '') as readonly string[];
}

describe('the start of vpc-lambda', () => {
  it.each([
    [['--help']],
    ...['synth', 'review', 'explain', 'guardrails', 'cost', 'try', 'local', 'emulator', 'doctor'].map(
      (name) => [[name, '--help']],
    ),
  ])('%j loads the parser of arguments and no other package', (args) => {
    expect(packagesLoadedBy(args)).toEqual(['commander']);
  });

  it('loads for a review of Terraform neither cdktf, the emulator’s packages nor the compiler of TypeScript', () => {
    writeFileSync(join(directory, 'main.tf'), 'data "aws_region" "here" {}\n');
    const loaded = packagesLoadedBy(['review', directory, '--format', 'json']);
    expect(loaded).toContain('@cdktf/hcl2json');
    const needless = [
      'cdktf',
      '@cdktf/provider-aws',
      'constructs',
      'typescript',
      'esbuild',
      'selfsigned',
      'pg',
      'ajv',
    ];
    expect(loaded.filter((name) => needless.includes(name) || name.startsWith('@aws-sdk'))).toEqual([]);
  });
});
