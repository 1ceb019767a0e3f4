import { join } from 'node:path';
import { reviewPath } from '../../../tools/review/review-system';
import { inDirectory } from '../../policies/graph/support';

const QUEUE = { name: 'orders', visibility_timeout_seconds: 180 };

function plan(values: Readonly<Record<string, unknown>>): string {
  const queue = { address: 'aws_sqs_queue.orders', mode: 'managed', type: 'aws_sqs_queue', name: 'orders' };
  const expressions = {
    name: { constant_value: 'orders' },
    visibility_timeout_seconds: { constant_value: 180 },
  };
  return JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: { resources: [{ ...queue, values }] } },
    resource_changes: [{ ...queue, change: { actions: ['create'], before: null, after: values } }],
    configuration: { root_module: { resources: [{ ...queue, expressions }] } },
  });
}

/** What cdktf wrote, HCL beside it, and plans of it. */
const FILES = {
  'manifest.json': JSON.stringify({
    stacks: {
      other: { name: 'other', synthesizedStackPath: 'stacks/other/cdk.tf.json' },
      orders: { name: 'orders', synthesizedStackPath: 'stacks/orders/cdk.tf.json' },
    },
  }),
  'stacks/other/cdk.tf.json': JSON.stringify({ resource: { aws_sqs_queue: { other: { name: 'other' } } } }),
  'stacks/orders/cdk.tf.json': JSON.stringify({ resource: { aws_sqs_queue: { orders: QUEUE } } }),
  'hcl/orders/main.tf':
    'resource "aws_sqs_queue" "orders" {\n  name                       = "orders"\n  visibility_timeout_seconds = 180\n}\n',
  'plan.json': plan(QUEUE),
  'changed.json': plan({ ...QUEUE, visibility_timeout_seconds: 30 }),
  'of-another.json': plan(QUEUE).replaceAll('aws_sqs_queue.orders', 'aws_sqs_queue.nobody'),
};

async function proof(file: string, directory = '.', files: Readonly<Record<string, string>> = FILES) {
  return inDirectory(files, async (path) => {
    const { proofs, findings } = await reviewPath(join(path, file), { synthesized: join(path, directory) });
    const id = 'proof-plan-equals-configuration';
    return {
      status: proofs.find((one) => one.id === id)?.status,
      messages: findings.filter(({ rule }) => rule === id).map(({ message }) => message),
    };
  });
}

it('proves a plan by the stack that it is of, in JSON and in HCL', async () => {
  expect(await proof('plan.json')).toEqual({ status: 'holds', messages: [] });
});

it('names what the plan has otherwise, beside each of them', async () => {
  const { status, messages } = await proof('changed.json');
  expect(status).toBe('fails');
  expect(messages.toSorted()).toEqual([
    'visibility_timeout_seconds is 30 in the plan and 180 in the configuration (HCL of orders)',
    'visibility_timeout_seconds is 30 in the plan and 180 in the configuration (JSON of orders)',
  ]);
});

it('does not compare what Terraform leaves as it is: ignore_changes', async () => {
  const files = {
    ...FILES,
    'stacks/orders/cdk.tf.json': FILES['stacks/orders/cdk.tf.json'].replace(
      '"name"',
      '"lifecycle":{"ignore_changes":["visibility_timeout_seconds"]},"name"',
    ),
    'hcl/orders/main.tf': FILES['hcl/orders/main.tf'].replace(
      /\}\n$/,
      '  lifecycle {\n    ignore_changes = [visibility_timeout_seconds]\n  }\n}\n',
    ),
  };
  expect(await proof('changed.json', '.', files)).toEqual({ status: 'holds', messages: [] });
});

it('finds a pair for each item of a policy, whichever of them is known', async () => {
  const bucket = '${aws_s3_bucket.b.arn}';
  const policy = (...resources: string[]) =>
    JSON.stringify({ Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: resources }] });
  const stack = (resources: object) => JSON.stringify({ resource: resources });
  const resources = (...all: string[]) => ({
    aws_s3_bucket: { b: { bucket: 'b' } },
    aws_s3_bucket_policy: { b: { bucket: 'b', policy: policy(...all) } },
  });
  const of = (type: string, values: object, expressions: object) => ({
    address: `${type}.b`,
    mode: 'managed',
    type,
    name: 'b',
    values,
    expressions,
  });
  const planned = [
    of('aws_s3_bucket', { bucket: 'b', arn: 'arn:aws:s3:::b' }, { bucket: { constant_value: 'b' } }),
    of(
      'aws_s3_bucket_policy',
      { bucket: 'b', policy: policy('arn:aws:s3:::b/*', 'arn:aws:s3:::b') },
      { bucket: { constant_value: 'b' }, policy: { references: ['aws_s3_bucket.b.arn', 'aws_s3_bucket.b'] } },
    ),
  ];
  const plan = JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: { resources: planned } },
    configuration: { root_module: { resources: planned } },
  });
  const files = (...all: string[]) => ({
    'manifest.json': FILES['manifest.json'].replace('"other"', '"none"'),
    'stacks/other/cdk.tf.json': '{}',
    'stacks/orders/cdk.tf.json': stack(resources(...all)),
    'plan.json': plan,
  });
  expect(await proof('plan.json', '.', files(bucket, `${bucket}/*`))).toEqual({
    status: 'holds',
    messages: [],
  });
  expect((await proof('plan.json', '.', files(`${bucket}/a`, `${bucket}/*`))).status).toBe('fails');
});

it.each([
  ['of-another.json', '.', /^of-another\.json:1: not a plan of .*: none of its stacks has a resource of it$/],
  ['plan.json', 'hcl', /hcl: is no synthesized directory: it has no manifest\.json beside stacks\/$/],
  ['hcl/orders', '.', /^orders:1: not a plan, which --synthesized compares$/],
])('refuses %s beside %s', async (file, directory, message) => {
  await expect(proof(file, directory)).rejects.toThrow(message);
});
