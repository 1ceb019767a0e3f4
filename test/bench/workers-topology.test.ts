import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot, typescriptBundle } from '../../tools/repository';
import { expectValid, testWithTerraform } from '../support/terraform';

interface Stack extends Record<string, unknown> {
  readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

const directory = mkdtempSync(join(tmpdir(), 'vpc-lambda-topology-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** As `bench/synth-peers.ts` runs it. */
function topology(functions: number): Stack {
  const out = join(directory, String(functions));
  mkdirSync(out);
  const script = typescriptBundle('bench/topology/main.ts', { standalone: true });
  execFileSync(process.execPath, [join(repositoryRoot, 'tools', 'bin', 'run-script.js'), script], {
    env: { ...process.env, BENCH_FUNCTIONS: String(functions), CDKTF_OUTDIR: out },
    stdio: 'pipe',
  });
  return JSON.parse(readFileSync(join(out, 'stacks', 'workers', 'cdk.tf.json'), 'utf8')) as Stack;
}

/** How many blocks of each type there are. */
function counts({ resource, data }: Stack): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Object.entries(resource), ...Object.entries(data)].map(([type, blocks]) => [
      type,
      Object.keys(blocks).length,
    ]),
  );
}

test('a function more is these nineteen blocks more, as bench/README.md says', () => {
  const [two, three] = [counts(topology(2)), counts(topology(3))];
  const more = Object.entries(three)
    .map(([type, count]) => [type, count - (two[type] ?? 0)] as const)
    .filter(([, count]) => count > 0);
  expect(Object.fromEntries(more)).toEqual({
    aws_cloudwatch_log_group: 1,
    aws_cloudwatch_metric_alarm: 5,
    aws_iam_policy_document: 5,
    aws_iam_role: 1,
    aws_iam_role_policy: 2,
    aws_lambda_alias: 1,
    aws_lambda_event_source_mapping: 1,
    aws_lambda_function: 1,
    aws_sqs_queue: 2,
  });
});

testWithTerraform('Terraform finds the topology valid, as JSON and as HCL', async () => {
  await expectValid(topology(1), directory);
});
