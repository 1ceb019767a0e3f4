import { rule } from '../../../../policies/rules/secretsmanager/secretsmanager-customer-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_secretsmanager_secret" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of('kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"'),
    'a key of the configuration': `resource "aws_kms_key" "k" {}
resource "aws_secretsmanager_secret" "r" {
  kms_key_id = aws_kms_key.k.id
}`,
  },
  fail: {
    nothing: of('name = "s"'),
    'the alias of AWS': of('kms_key_id = "alias/aws/secretsmanager"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`kms_key_id = var.v`)}`,
  },
  evasion: {
    'the alias of AWS as an ARN': of(
      'kms_key_id = "arn:aws:kms:eu-west-1:123456789012:alias/aws/secretsmanager"',
    ),
    'looked up': `data "aws_kms_key" "k" {
  key_id = "alias/aws/secretsmanager"
}
resource "aws_secretsmanager_secret" "r" {
  kms_key_id = data.aws_kms_key.k.arn
}`,
    'a default that is empty': `variable "k" {
  default = ""
}
resource "aws_secretsmanager_secret" "r" {
  kms_key_id = var.k
}`,
  },
});
