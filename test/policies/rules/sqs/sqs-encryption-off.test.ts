import { rule } from '../../../../policies/rules/sqs/sqs-encryption-off';
import { testRule } from '../support';

const queue = (body: string) =>
  `variable "v" {}\nresource "aws_kms_key" "k" {}\nresource "aws_sqs_queue" "q" {\n name = "q"\n ${body}\n}`;

testRule(rule, {
  pass: {
    'nothing said: AWS encrypts': queue(''),
    'keys of SQS': queue('sqs_managed_sse_enabled = true'),
    'a key': queue('sqs_managed_sse_enabled = false\n kms_master_key_id = aws_kms_key.k.id'),
  },
  fail: { off: queue('sqs_managed_sse_enabled = false') },
  unknown: {
    'whether it is on': queue('sqs_managed_sse_enabled = var.v'),
    'whether there is a key': queue('sqs_managed_sse_enabled = false\n kms_master_key_id = var.v'),
  },
  evasion: {
    'a string, and an empty key': queue('sqs_managed_sse_enabled = "false"\n kms_master_key_id = ""'),
  },
});
