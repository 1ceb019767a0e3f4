import { rule } from '../../../../policies/rules/logs/logs-customer-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudwatch_log_group" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of('kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"'),
    'a key of the configuration': `resource "aws_kms_key" "k" {}
resource "aws_cloudwatch_log_group" "r" {
  kms_key_id = aws_kms_key.k.arn
}`,
  },
  fail: {
    nothing: of('name = "/a"'),
    empty: of('kms_key_id = ""'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`kms_key_id = var.v`)}`,
  },
  evasion: {
    'null from a module': of('kms_key_id = try(var.nothing, null)'),
  },
});
