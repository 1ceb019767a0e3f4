import { rule } from '../../../../policies/rules/sqs/sqs-encryption-declared';
import { testRule } from '../support';

const queue = (body: string) =>
  `variable "v" {}\nresource "aws_kms_key" "k" {}\nresource "aws_sqs_queue" "q" {\n name = "q"\n ${body}\n}`;

testRule(rule, {
  pass: {
    "the account's key for SQS": queue('kms_master_key_id = "alias/aws/sqs"'),
    'a key': queue('kms_master_key_id = aws_kms_key.k.arn'),
  },
  fail: { nothing: queue('') },
  unknown: { 'the key': queue('kms_master_key_id = var.v') },
  evasion: { 'an empty key': queue('kms_master_key_id = ""') },
  silent: {
    on: queue('sqs_managed_sse_enabled = true'),
    'off, which another rule judges': queue('sqs_managed_sse_enabled = false'),
    'something is said': queue('sqs_managed_sse_enabled = var.v'),
  },
});
