import type { SdkCall } from '../../../../policies/sdk/sdk-call';
import { call, codeOf, prove, type System, shown, statement, system } from './support';

interface Case {
  /** The part of the configuration that needs the grants. */
  readonly needs: System;
  /** What else has to be there for the grants to be written. */
  readonly others?: string;
  readonly grants: string;
  readonly calls?: readonly SdkCall[];
  /** Nothing demands the grants: another way does the same. */
  readonly permitted?: boolean;
}

const KEY = 'resource "aws_kms_key" "key" {}';
const QUEUES = `
  resource "aws_sqs_queue" "q" { name = "q" }
  resource "aws_sqs_queue" "failures" { name = "failures" }
  resource "aws_sns_topic" "told" { name = "told" }
  resource "aws_lambda_alias" "live" {
    name             = "live"
    function_name    = aws_lambda_function.f.function_name
    function_version = "1"
  }`;

function via(service: string, rest = ''): string {
  return `condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["${service}.eu-central-1.amazonaws.com"]
    }
    ${rest}`;
}

/** Grants that no code shows, each with what makes it necessary. */
const CASES: Readonly<Record<string, Case>> = {
  'network interfaces of a function in a VPC': {
    needs: { lambda: 'vpc_config {\n subnet_ids = ["subnet-1"]\n security_group_ids = ["sg-1"]\n}' },
    grants: statement(
      'Eni',
      [
        'ec2:AssignPrivateIpAddresses',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:UnassignPrivateIpAddresses',
      ],
      '"*"',
    ),
  },
  'traces of a function that is traced': {
    needs: { lambda: 'tracing_config {\n mode = "Active"\n}' },
    grants: statement('Trace', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '"*"'),
  },
  'a key of the environment': {
    needs: { lambda: 'kms_key_arn = aws_kms_key.key.arn' },
    others: KEY,
    grants: statement('Environment', ['kms:Decrypt'], 'aws_kms_key.key.arn'),
    permitted: true,
  },
  'the poller of a queue, by an alias': {
    needs: {
      others: `resource "aws_lambda_event_source_mapping" "m" {
        event_source_arn = aws_sqs_queue.q.arn
        function_name    = aws_lambda_alias.live.arn
      }`,
    },
    others: QUEUES,
    grants: statement(
      'Poll',
      ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
      'aws_sqs_queue.q.arn',
    ),
  },
  'the poller of a stream': {
    needs: {
      others: `resource "aws_lambda_event_source_mapping" "m" {
        event_source_arn = aws_kinesis_stream.s.arn
        function_name    = aws_lambda_function.f.function_name
      }`,
    },
    others: 'resource "aws_kinesis_stream" "s" { name = "s" }',
    grants: statement(
      'Poll',
      [
        'kinesis:DescribeStream',
        'kinesis:DescribeStreamSummary',
        'kinesis:GetRecords',
        'kinesis:GetShardIterator',
        'kinesis:ListShards',
      ],
      'aws_kinesis_stream.s.arn',
    ),
  },
  'a dead-letter queue': {
    needs: { lambda: 'dead_letter_config {\n target_arn = aws_sqs_queue.failures.arn\n}' },
    others: QUEUES,
    grants: statement('Failures', ['sqs:SendMessage'], 'aws_sqs_queue.failures.arn'),
  },
  'a destination of failures': {
    needs: {
      others: `resource "aws_lambda_function_event_invoke_config" "c" {
        function_name = aws_lambda_function.f.function_name
        destination_config {
          on_failure {
            destination = aws_sns_topic.told.arn
          }
        }
      }`,
    },
    others: QUEUES,
    grants: statement('Tell', ['sns:Publish'], 'aws_sns_topic.told.arn'),
  },
  'the key of a queue to which failures go': {
    needs: {
      lambda: 'dead_letter_config {\n target_arn = aws_sqs_queue.kept.arn\n}',
    },
    others: `${KEY}\nresource "aws_sqs_queue" "kept" {
      name              = "kept"
      kms_master_key_id = aws_kms_key.key.id
    }`,
    grants:
      statement('Failures', ['sqs:SendMessage'], 'aws_sqs_queue.kept.arn') +
      statement('Key', ['kms:Decrypt', 'kms:GenerateDataKey'], 'aws_kms_key.key.arn', via('sqs')),
  },
  'the key of a bucket that the code reads': {
    needs: {
      others: `resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
        bucket = aws_s3_bucket.files.id
        rule {
          apply_server_side_encryption_by_default {
            sse_algorithm     = "aws:kms"
            kms_master_key_id = aws_kms_key.key.arn
          }
          bucket_key_enabled = true
        }
      }`,
    },
    others: `${KEY}\nresource "aws_s3_bucket" "files" { bucket = "files" }`,
    calls: [call('s3', 'GetObject', { Bucket: 'files', Key: '*' })],
    grants: statement(
      'Key',
      ['kms:Decrypt'],
      'aws_kms_key.key.arn',
      via(
        's3',
        'condition {\n test = "StringEquals"\n variable = "kms:EncryptionContext:aws:s3:arn"\n values = [aws_s3_bucket.files.arn]\n}',
      ),
    ),
  },
  'the key of a secret, by its alias': {
    needs: {
      others: `resource "aws_secretsmanager_secret" "s" {
        name       = "s"
        kms_key_id = aws_kms_alias.a.target_key_arn
      }`,
    },
    others: `${KEY}\nresource "aws_kms_alias" "a" {
      name          = "alias/a"
      target_key_id = aws_kms_key.key.arn
    }`,
    calls: [call('secrets-manager', 'GetSecretValue', { SecretId: 's' })],
    grants: statement('Key', ['kms:Decrypt'], 'aws_kms_key.key.arn', via('secretsmanager')),
  },
};

/** What the code itself needs in the cases that have code: not what they are about. */
const OWN = [
  statement('Read', ['s3:GetObject'], '"arn:aws:s3:::files/*"'),
  statement(
    'Secret',
    ['secretsmanager:GetSecretValue'],
    '"arn:aws:secretsmanager:eu-central-1:123456789012:secret:s-??????"',
  ),
];

function configuration(
  { needs, others = '', grants, calls }: Case,
  parts: { needs: boolean; grants: boolean },
): string {
  const own = OWN.filter((one) =>
    calls?.some(({ package: name }) => one.includes(name.includes('s3') ? '"Read"' : '"Secret"')),
  );
  const given = parts.needs ? needs : {};
  return system({
    ...given,
    others: `${others}\n${given.others ?? ''}`,
    statements: `${own.join('')}${parts.grants ? grants : ''}`,
  });
}

describe.each(Object.entries(CASES))('%s', (_, one) => {
  const code = codeOf(...(one.calls ?? []));

  test('is needed where the configuration has it', async () => {
    expect(shown(await prove(configuration(one, { needs: true, grants: true }), code))).toEqual([]);
  });

  test('is one grant too many where it has not', async () => {
    const found = shown(await prove(configuration(one, { needs: false, grants: true }), code));
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toMatch(/^fail proof-granted-is-used .*nothing needs it$/);
  });

  test('is missed where it is not granted', async () => {
    const found = shown(await prove(configuration(one, { needs: true, grants: false }), code));
    if (one.permitted) expect(found).toEqual([]);
    else {
      expect(found.length).toBeGreaterThan(0);
      for (const line of found) expect(line).toMatch(/^fail proof-used-is-granted aws_lambda_function\.f: /);
    }
  });
});

test('GIVEN the key of a bucket granted for another service THEN it is one too many, and one is missing', async () => {
  const one = CASES['the key of a bucket that the code reads'];
  if (!one) throw new Error('the case is gone');
  const wrong = { ...one, grants: statement('Key', ['kms:Decrypt'], 'aws_kms_key.key.arn', via('sqs')) };
  const found = shown(
    await prove(configuration(wrong, { needs: true, grants: true }), codeOf(...(one.calls ?? []))),
  );
  expect(found.map((line) => line.split(' ').slice(0, 2).join(' ')).sort()).toEqual([
    'fail proof-granted-is-used',
    'fail proof-used-is-granted',
  ]);
});
