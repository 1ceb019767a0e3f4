import { rule } from '../../../../policies/rules/kms/kms-multi-region';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_kms_key" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('description = "k"'),
    replicated: `resource "aws_kms_key" "r" {
  multi_region = true
}
resource "aws_kms_replica_key" "r" {
  primary_key_arn = aws_kms_key.r.arn
}`,
  },
  fail: {
    'no replica': of('multi_region = true'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`multi_region = var.v`)}`,
  },
  evasion: {
    'the replica of another': `resource "aws_kms_key" "r" {
  multi_region = true
}
resource "aws_kms_key" "b" {
  multi_region = false
}
resource "aws_kms_replica_key" "r" {
  primary_key_arn = aws_kms_key.b.arn
}`,
  },
});
