import { rule } from '../../../../policies/rules/sns/sns-encryption';
import { testRule } from '../support';

const topic = (body: string) =>
  `variable "v" {}\nresource "aws_kms_key" "k" {}\nresource "aws_sns_topic" "t" {\n name = "t"\n ${body}\n}`;

testRule(rule, {
  pass: {
    'a key': topic('kms_master_key_id = aws_kms_key.k.arn'),
    'an alias': topic('kms_master_key_id = "alias/mine"'),
  },
  fail: { 'no key': topic('') },
  unknown: { 'a variable': topic('kms_master_key_id = var.v') },
  evasion: { 'an empty key': topic('kms_master_key_id = ""') },
});
