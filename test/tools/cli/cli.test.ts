import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const bin = join(root, 'tools', 'bin', 'vpc-lambda.js');

let directory: string;
let nodeOnly: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-cli-'));
  nodeOnly = join(directory, 'bin');
  mkdirSync(nodeOnly);
  symlinkSync(process.execPath, join(nodeOnly, 'node'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs the command with nothing but Node on the PATH, unless the environment says otherwise. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: nodeOnly, HOME: directory, ...env },
  });
  return { status, stdout, stderr };
}

describe('vpc-lambda', () => {
  it.each([[[]], [['synth']], [['try']], [['local']], [['emulator']], [['doctor']]])(
    '%j --help explains itself',
    (command) => {
      const { status, stdout } = run([...command, '--help']);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^Usage: vpc-lambda/);
    },
  );

  it.each([
    ['an unknown command', ['nosuch'], /unknown command 'nosuch'/],
    ['an unknown option', ['synth', '--nosuch'], /unknown option '--nosuch'/],
    ['an unknown format', ['synth', '--format', 'yaml'], /--format yaml: allowed are text and json/],
    [
      'an unknown environment',
      ['synth', '--env', 'nosuch'],
      /received "nosuch"; allowed: emulator, dev, staging, prod/,
    ],
    ['a port that is none', ['emulator', '--port', 'x'], /--port x: allowed is a whole number/],
  ])('ends with 2 for %s, and says what is allowed', (_case, args, message) => {
    const { status, stderr, stdout } = run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('ends with 2 for an environment file that is no JSON, and names it', () => {
    const file = join(directory, 'broken.json');
    writeFileSync(file, '{');
    const { status, stderr } = run(['synth', '--env', file]);
    expect(status).toBe(2);
    expect(stderr).toContain(file);
  });
});

describe('vpc-lambda synth without Terraform', () => {
  let result: ReturnType<typeof run>;
  let out: string;
  beforeAll(() => {
    out = join(directory, 'out');
    result = run(['synth', '--env', 'dev', '--out', out]);
  });

  it('writes JSON, HCL, functions and digest, and says what it left out', () => {
    expect(result).toMatchObject({ status: 0 });
    for (const path of [
      'stacks/network/cdk.tf.json',
      'hcl/deposits/functions.tf',
      'functions/submit-deposit.zip',
      'digest.json',
    ]) {
      expect({ path, there: existsSync(join(out, path)) }).toEqual({ path, there: true });
    }
    expect(result.stdout).toMatch(/left out: .*no terraform on the PATH/);
  });

  it('puts path and TypeScript line over each block', () => {
    const text = readFileSync(join(out, 'hcl', 'deposits', 'functions.tf'), 'utf8');
    expect(text).toMatch(
      /# deposits\/submit-deposit\/function\n# modules\/compute\/vpc-function\.ts:\d+, from stacks\/deployment\/functions\.ts:\d+\nresource "aws_lambda_function"/,
    );
    const [, line = ''] = /# modules\/compute\/vpc-function\.ts:(\d+)/.exec(text) ?? [];
    const source = readFileSync(join(root, 'modules', 'compute', 'vpc-function.ts'), 'utf8').split('\n');
    expect(source[Number(line) - 1]).toMatch(/new Lambda/);
  });

  it('gives the same digest again, and JSON alone on standard output when asked', () => {
    const again = run(['synth', '--env', 'dev', '--out', join(directory, 'again'), '--format', 'json']);
    expect(again).toMatchObject({ status: 0, stderr: '' });
    const answer = JSON.parse(again.stdout) as {
      schemaVersion: number;
      digest: string;
      stacks: { name: string }[];
    };
    expect(answer.schemaVersion).toBe(1);
    expect(result.stdout).toContain(answer.digest);
    expect(answer.stacks.map(({ name }) => name)).toEqual([
      'network',
      'data',
      'messaging',
      'access',
      'deposits',
      'operations',
    ]);
  });

  it('refuses anything but the approved digest, and names both', () => {
    const approved = `sha256:${'0'.repeat(64)}`;
    const refused = run(['synth', '--env', 'dev', '--out', out], { VPC_LAMBDA_DIGEST: approved });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(approved);
    expect(refused.stderr).toMatch(/but synth gave sha256:[0-9a-f]{64}/);
  });
});

describe('vpc-lambda try without Terraform', () => {
  it('still synthesizes and proves, and ends with what it left out', () => {
    const { status, stdout } = run(['try', '--out', join(directory, 'try')]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/6 stacks and 20 functions synthesized, HCL proven equal to JSON \(/);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
      /^left out: validating, planning and applying with Terraform/,
    );
  });
});

describe('vpc-lambda doctor', () => {
  it('names what is missing and the command that mends it', () => {
    const { status, stdout } = run(['doctor', '--format', 'json']);
    expect(status).toBe(0);
    const { findings } = JSON.parse(stdout) as {
      findings: { name: string; status: string; mend?: string }[];
    };
    expect(findings.find(({ name }) => name === 'Node.js')).toMatchObject({ status: 'found' });
    expect(findings.find(({ name }) => name === 'Terraform')).toMatchObject({
      status: 'missing',
      mend: expect.stringContaining('install'),
    });
    expect(findings.find(({ name }) => name === 'moto')).toMatchObject({
      status: 'missing',
      mend: expect.stringContaining('pip install'),
    });
  });
});
