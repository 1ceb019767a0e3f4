import { rule } from '../../../../policies/rules/rds/rds-customer-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_rds_cluster" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of(`storage_encrypted = true
  kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"`),
    'a key of the configuration': `resource "aws_kms_key" "k" {}
resource "aws_rds_cluster" "r" {
  kms_key_id = aws_kms_key.k.arn
}`,
    'a graph': `resource "aws_neptune_cluster" "r" {
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/k"
}`,
  },
  fail: {
    'encrypted, no key': of('storage_encrypted = true'),
    'an empty one': of('kms_key_id = ""'),
    'a graph with the other attribute': `resource "aws_neptune_cluster" "r" {
  kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`kms_key_id = var.v`)}`,
    perhaps: `variable "on" {}
resource "aws_kms_key" "k" {}
resource "aws_rds_cluster" "r" {
  kms_key_id = var.on ? aws_kms_key.k.arn : null
}`,
  },
  evasion: {
    'the key of AWS by its alias': of('kms_key_id = "alias/aws/rds"'),
    'looked up': `data "aws_kms_alias" "a" {
  name = "alias/aws/rds"
}
resource "aws_rds_cluster" "r" {
  kms_key_id = data.aws_kms_alias.a.target_key_arn
}`,
    'a variable that is null': `variable "k" {
  default = null
}
resource "aws_rds_cluster" "r" {
  kms_key_id = var.k
}`,
  },
});
