import { rule } from '../../../../policies/rules/sqs/sqs-customer-key';
import { testRule } from '../support';

const queue = (body: string) =>
  `variable "v" {}\nresource "aws_kms_key" "k" {}\nresource "aws_sqs_queue" "q" {\n name = "q"\n ${body}\n}`;

testRule(rule, {
  pass: {
    'a key of the account': queue('kms_master_key_id = aws_kms_key.k.id'),
    'an alias': queue('kms_master_key_id = "alias/mine"'),
  },
  fail: { 'the key of AWS': queue('kms_master_key_id = "alias/aws/sqs"') },
  unknown: { 'a variable': queue('kms_master_key_id = var.v') },
  evasion: { 'its ARN': queue('kms_master_key_id = "arn:aws:kms:eu-central-1:123456789012:alias/aws/sqs"') },
  silent: { 'keys of SQS': queue('sqs_managed_sse_enabled = true') },
});
