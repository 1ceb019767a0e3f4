import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../../..');
const bin = join(root, 'tools/bin/vpc-lambda.js');

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-review-test-'));
  writeFileSync(
    join(directory, 'main.tf'),
    'resource "aws_lambda_function" "f" {\n  function_name = "f"\n}\n',
  );
  writeFileSync(join(directory, 'empty.tf.json'), '{}');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function review(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'review', ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: directory },
  });
  return { status, stdout, stderr };
}

describe('vpc-lambda review', () => {
  it('prints findings as text, and ends with 1', () => {
    const { status, stdout, stderr } = review('.');
    expect(status).toBe(1);
    expect(stdout).toContain('lambda-tracing: A function records traces');
    expect(stdout).toMatch(/ of 1 resource checked: \d+ fail /);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toContain('ok   read .');
  });

  it('prints nothing but the JSON of the form that is fixed', () => {
    const { status, stdout, stderr } = review('.', '--format', 'json');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const { schemaVersion, source, findings, summary } = JSON.parse(stdout) as {
      schemaVersion: number;
      source: object;
      findings: { rule: string }[];
      summary: object;
    };
    expect({ schemaVersion, source }).toEqual({ schemaVersion: 1, source: { kind: 'directory', path: '.' } });
    expect(Object.keys(summary)).toEqual(['resources', 'checked', 'fail', 'unknown', 'waived']);
    expect(findings.find(({ rule }) => rule === 'lambda-tracing')).toMatchObject({
      rule: 'lambda-tracing',
      severity: 'low',
      status: 'fail',
      address: 'aws_lambda_function.f',
      file: 'main.tf',
      line: 1,
      message: expect.any(String),
      remediation: expect.any(String),
      references: expect.arrayContaining(['CKV_AWS_50', 'AVD-AWS-0066']),
    });
  });

  it('ends with 0 below --fail-on, beside an equal baseline, and where nothing is found', () => {
    expect(review('empty.tf.json').status).toBe(0);
    expect(review('.', '--format', 'json', '--out', 'approved.json').status).toBe(1);
    expect(review('.', '--baseline', 'approved.json').status).toBe(0);
    const { findings } = JSON.parse(readFileSync(join(directory, 'approved.json'), 'utf8')) as {
      findings: { severity: string; status: string }[];
    };
    const isCritical = findings.some(({ severity, status }) => severity === 'critical' && status === 'fail');
    expect(review('.', '--fail-on', 'critical').status).toBe(isCritical ? 1 : 0);
  });

  it('writes to a file, and then says where on standard error', () => {
    const { stdout, stderr } = review('.', '--format', 'sarif', '--out', 'out/review.sarif');
    expect(stdout).toBe('');
    expect(stderr).toMatch(/ checked: .*\nsarif written to out\/review\.sarif\n$/);
    expect(readFileSync(join(directory, 'out/review.sarif'), 'utf8')).toContain('"version": "2.1.0"');
  });

  it.each([
    ['a path that is none', ['nosuch'], /^nosuch: does not exist\. Give .+\n$/],
    ['a format', ['.', '--format', 'yaml'], /^--format yaml: allowed are text, json, sarif and html\n$/],
    [
      'a severity',
      ['.', '--fail-on', 'none'],
      /^--fail-on none: allowed are low, medium, high and critical\n$/,
    ],
    ['two paths', ['.', 'main.tf'], /too many arguments/],
    [
      'an output',
      ['.', '--out', 'main.tf/x'],
      /--out main\.tf\/x: cannot be written \(\w+\); name a file\n$/,
    ],
    ['an environment', ['--env', 'nosuch'], /received "nosuch"; allowed: emulator, dev, staging, prod/],
  ])('ends with 2 for %s that is not allowed', (_, args, message) => {
    const { status, stdout, stderr } = review(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
