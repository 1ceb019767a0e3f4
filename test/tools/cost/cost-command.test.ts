import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../../tools/repository';

const COMMAND = join(repositoryRoot, 'tools', 'bin', 'vpc-lambda.js');

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cost-command-'));
  writeFileSync(
    join(directory, 'main.tf'),
    'provider "aws" {\n  region = "eu-central-1"\n}\nresource "aws_kms_key" "k" {}\nresource "aws_eip" "e" {\n  domain = "vpc"\n}\n',
  );
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function cost(...args: readonly string[]) {
  const { VPC_LAMBDA_ENV: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, 'cost', ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

function file(name: string, value: unknown): string {
  const path = join(directory, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

describe('vpc-lambda cost', () => {
  test('prints the bill of a directory of Terraform', () => {
    const { status, stdout } = cost(directory);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^total\s+\d+\s+4\.65\s/m);
    expect(stdout).toContain('aws_kms_key.k');
  });

  test('prints JSON and nothing else, which is a baseline for the next', () => {
    const first = cost(directory, '--format', 'json');
    expect(first.stderr).toBe('');
    expect(JSON.parse(first.stdout)).toMatchObject({ schemaVersion: 1, total: { fixed: '4.65' } });
    const usage = file('usage.json', { aws_kms_key: { requestsPerMonth: 1_010_000 } });
    const second = cost(directory, '--usage', usage, '--baseline', file('before.json', first.stdout));
    expect(second.stdout).toContain('Against the baseline: +3.00 a month (+0.00 fixed, +3.00 by use)');
  });

  test('says everything that is wrong with a usage file at once, with status 2', () => {
    const usage = file('wrong.json', { aws_kms_key: { requests: 1, requestsPerMonth: -5 }, aws_nothing: {} });
    const { status, stdout, stderr } = cost(directory, '--usage', usage);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /3 problems\n {2}aws_kms_key\.requests is not known.*\n {2}aws_kms_key\.requestsPerMonth is -5.*\n {2}aws_nothing is neither/,
    );
  });

  test.each<[string, () => readonly string[], RegExp]>([
    ['a path that is not there', () => [join(directory, 'nothing')], /does not exist/],
    [
      'a usage file that is not there',
      () => [directory, '--usage', join(directory, 'no.json')],
      /--usage .*ENOENT/,
    ],
    ['a usage file that is no JSON', () => [directory, '--usage', file('text.json', 'x')], /is not JSON/],
    [
      'a baseline of something else',
      () => [directory, '--baseline', file('other.json', {})],
      /a baseline is what/,
    ],
    [
      'an unknown format',
      () => [directory, '--format', 'xml'],
      /--format xml: allowed are text, json and svg/,
    ],
    ['a path and an environment', () => [directory, '--env', 'dev'], /not both/],
    ['an unknown environment', () => ['--env', 'nowhere'], /nowhere/],
    ['an unknown region', () => [directory, '--region', 'mars-1'], /--region mars-1: the snapshot has/],
    [
      'a chart where nothing is in a VPC',
      () => [directory, '--format', 'svg'],
      /no function of the input is in a VPC/,
    ],
    ['prices from nowhere', () => ['--refresh-prices', join(directory, 'no')], /does not exist/],
  ])('refuses %s with status 2', (_, args, message) => {
    const { status, stdout, stderr } = cost(...args());
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
