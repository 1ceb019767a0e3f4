import { hardenedProvers } from '../../../../policies/proofs/hardened/provers';
import { contextOf } from '../../model/network/support';

const PROVIDER = `
provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["123456789012"]
}
`;

async function findings(configuration: string): Promise<readonly string[]> {
  const context = await contextOf(`${PROVIDER}${configuration}`);
  const found: string[] = [];
  for (const { prove } of hardenedProvers) {
    for (const { subject, outcome } of (await prove(context)).violations)
      found.push(`${outcome.status} ${subject.address}: ${outcome.message}`);
  }
  return found;
}

const document = (...statements: readonly object[]) =>
  `jsonencode({ Version = "2012-10-17", Statement = jsondecode(${JSON.stringify(JSON.stringify(statements))}) })`;
const deny = (action: string | readonly string[], condition: object, more: object = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: '*',
  Condition: condition,
  ...more,
});
const NO_TLS = { Bool: { 'aws:SecureTransport': 'false' } };
const ANOTHER = { StringNotEquals: { 'aws:PrincipalAccount': '123456789012' } };

const bucket = (...statements: readonly object[]) => `
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "arn:aws:kms:eu-central-1:123456789012:key/own"
    }
  }
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = ${document(...statements)}
}
`;
const ENCRYPTION = 's3:x-amz-server-side-encryption';
const BUCKET = [
  deny('s3:*', NO_TLS),
  deny('s3:*', { NumericLessThan: { 's3:TlsVersion': '1.2' } }),
  deny('s3:PutObject', {
    StringNotEqualsIfExists: { [ENCRYPTION]: 'aws:kms' },
    Null: { [ENCRYPTION]: 'false' },
  }),
  deny('s3:PutObject', {
    StringNotEqualsIfExists: {
      [`${ENCRYPTION}-aws-kms-key-id`]: 'arn:aws:kms:eu-central-1:123456789012:key/own',
    },
    Null: { [`${ENCRYPTION}-aws-kms-key-id`]: 'false' },
  }),
];

describe('a bucket', () => {
  const without = (index: number) => bucket(...BUCKET.filter((_, at) => at !== index));

  test('refuses what it promises', async () => expect(await findings(bucket(...BUCKET))).toEqual([]));

  test.each([
    [0, 's3:GetObject without TLS'],
    [1, 's3:PutObject with TLS 1.1'],
    [2, "s3:PutObject encrypted by S3's own key"],
    [3, 's3:PutObject encrypted by another key'],
  ])('is seen without statement %d', async (index, what) => {
    const found = await findings(without(index));
    expect(found).toContain(
      `fail aws_s3_bucket.b: its policy does not refuse ${what}, to whoever may do it otherwise`,
    );
    // Each statement is missed for what it alone refuses.
    expect(new Set(found.map((line) => line.replace(/.*refuse \S+ (.*), to.*/, '$1'))).size).toBe(1);
  });

  test('a denial for one principal is none', async () => {
    const [tls, ...others] = BUCKET;
    const narrow = { ...tls, Principal: { AWS: 'arn:aws:iam::123456789012:role/one' } };
    expect((await findings(bucket(narrow, ...others))).length).toBe(3);
  });

  test('a policy from a variable is unknown, and no failure', async () => {
    const configuration = bucket(...BUCKET).replace(/policy = jsonencode.*/, 'policy = var.p');
    const found = await findings(`variable "p" {}\n${configuration}`);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((line) => !line.startsWith('unknown '))).toEqual([]);
  });
});

describe('the others', () => {
  const secret = (...statements: readonly object[]) => `
resource "aws_secretsmanager_secret" "s" {
  name = "s"
}
resource "aws_secretsmanager_secret_policy" "s" {
  secret_arn = aws_secretsmanager_secret.s.arn
  policy     = ${document(...statements)}
}
`;
  const topic = (...statements: readonly object[]) =>
    `resource "aws_sns_topic" "t" {\n  name   = "t"\n  policy = ${document(...statements)}\n}\n`;
  const queue = (...statements: readonly object[]) =>
    `resource "aws_sqs_queue" "q" {\n  name   = "q"\n  policy = ${document(...statements)}\n}\n`;

  test.each<readonly [string, string, number]>([
    ['a secret', secret(deny('secretsmanager:*', NO_TLS), deny('secretsmanager:*', ANOTHER)), 0],
    ['a secret without TLS', secret(deny('secretsmanager:*', ANOTHER)), 4],
    ['a secret for other accounts', secret(deny('secretsmanager:*', NO_TLS)), 4],
    ['a secret of which one action is denied', secret(deny('secretsmanager:GetSecretValue', NO_TLS)), 7],
    ['a topic', topic(deny(['sns:Publish', 'sns:Subscribe'], NO_TLS)), 0],
    ['a topic without TLS', topic(deny('sns:Publish', ANOTHER)), 2],
    ['a queue', queue(deny('sqs:*', NO_TLS)), 0],
    ['a queue without a denial', queue(deny('sqs:*', NO_TLS, { Effect: 'Allow' })), 3],
  ])('%s', async (_, configuration, failures) => {
    const found = await findings(configuration);
    expect(found.filter((line) => line.startsWith('fail ')).length).toBe(failures);
    expect(found.length).toBe(failures);
  });
});

describe('the boundary of functions', () => {
  const boundary = (...statements: readonly object[]) => `
resource "aws_iam_policy" "b" {
  name   = "b"
  policy = ${document(...statements)}
}
resource "aws_iam_role" "r" {
  name                 = "r"
  assume_role_policy   = "{}"
  permissions_boundary = aws_iam_policy.b.arn
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
}
`;
  const allow = (action: string | readonly string[]) => ({ Effect: 'Allow', Action: action, Resource: '*' });
  const never = {
    Effect: 'Deny',
    Action: ['sqs:DeleteQueue', 's3:DeleteBucket', 's3:DeleteBucketPolicy', 's3:PutBucketPolicy'],
    Resource: '*',
  };

  test('leaves out what no function does', async () =>
    expect(await findings(boundary(allow(['s3:*', 'sqs:*']), never))).toEqual([]));

  test('is seen where it does not', async () =>
    expect(await findings(boundary(allow(['s3:*', 'sqs:*'])))).toEqual([
      'fail aws_iam_policy.b: the boundary of functions lets them do s3:DeleteBucket, s3:DeleteBucketPolicy, s3:PutBucketPolicy, sqs:DeleteQueue, if a grant says so',
    ]));

  test('one that denies only elsewhere is seen', async () =>
    expect(
      await findings(
        boundary(allow('sqs:*'), { ...never, Resource: 'arn:aws:sqs:eu-central-1:123456789012:other' }),
      ),
    ).toEqual([expect.stringContaining('sqs:DeleteQueue')]));

  test('of users is not asked', async () =>
    expect(await findings(boundary(allow('*')).replace(/resource "aws_lambda_function"[\s\S]*/, ''))).toEqual(
      [],
    ));
});
