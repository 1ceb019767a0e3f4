import { rule } from '../../../../policies/rules/sns/sns-customer-key';
import { testRule } from '../support';

const topic = (body: string) =>
  `variable "v" {}\nresource "aws_kms_key" "k" {}\nresource "aws_sns_topic" "t" {\n name = "t"\n ${body}\n}`;

testRule(rule, {
  pass: { 'a key of the account': topic('kms_master_key_id = aws_kms_key.k.id') },
  fail: { 'the key of AWS': topic('kms_master_key_id = "alias/aws/sns"') },
  unknown: { 'a variable': topic('kms_master_key_id = var.v') },
  evasion: { 'its ARN': topic('kms_master_key_id = "arn:aws:kms:eu-central-1:123456789012:alias/aws/sns"') },
  silent: { 'no key': topic('') },
});
