import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleWithout } from '../../../policies/model/reach/sample-network';

const root = join(__dirname, '../../../..');
const bin = join(root, 'tools/bin/vpc-lambda.js');

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-explain-test-'));
  writeFileSync(join(directory, 'main.tf'), sampleWithout('aws_vpc_security_group_ingress_rule.endpoint'));
  writeFileSync(join(directory, 'broken.tf.json'), '{');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function explain(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'explain', ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: directory },
  });
  return { status, stdout, stderr };
}

describe('vpc-lambda explain', () => {
  it('tells what a function may do and reach, and what stops it', () => {
    const { status, stdout, stderr } = explain('f', 'main.tf');
    expect([status, stderr.includes('FAIL')]).toEqual([0, false]);
    expect(stdout).toMatch(
      /sqs:SendMessage\n\s+on\s+arn:aws:sqs:eu-central-1:<account>:q\n\s+by\s+statement Send of aws_iam_role_policy.f\s+\(main.tf:\d+\)/,
    );
    expect(stdout).toMatch(
      /DOES NOT REACH\n\n\s+service sqs\s+blocked, permitted\n\s+because\s+no ingress rule of aws_security_group.endpoint/,
    );
    expect(stdout).toMatch(/mend\s+add an ingress rule for tcp 443 to aws_security_group.endpoint/);
    expect(stdout).not.toContain('\u001b');
  });

  it('prints nothing but JSON', () => {
    const { status, stdout, stderr } = explain('aws_lambda_function.f', 'main.tf', '--format', 'json');
    expect([status, stderr]).toEqual([0, '']);
    const {
      schemaVersion,
      function: one,
      destinations,
    } = JSON.parse(stdout) as {
      schemaVersion: number;
      function: { name: string; paths: { destination: string }[] };
      destinations: { id: string }[];
    };
    expect([schemaVersion, one.name]).toEqual([1, 'f']);
    expect(destinations.map(({ id }) => id).sort()).toEqual(
      one.paths.map(({ destination }) => destination).sort(),
    );
  });

  test.each([
    [['nosuch', 'main.tf'], 'there is no function nosuch; there are f'],
    [['f', 'main.tf', '--format', 'yaml'], '--format yaml: allowed are text and json'],
    [['f', 'main.tf', '--env', 'dev'], '--env is for this system: give PATH or --env, not both'],
    [
      ['f', 'absent'],
      'absent: does not exist. Give a plan as JSON, a directory that was synthesized, or a directory of .tf files',
    ],
    [['f', 'broken.tf.json'], 'broken.tf.json:1'],
    [[], "missing required argument 'function'"],
  ])('%j ends with 2 and one line', (args, line) => {
    const { status, stdout, stderr } = explain(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .filter((one) => !/^(ok|FAIL) |--help lists/.test(one)),
    ).toEqual([expect.stringContaining(line)]);
  });
});
