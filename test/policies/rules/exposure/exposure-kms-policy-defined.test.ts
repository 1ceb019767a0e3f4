import { rule } from '../../../../policies/rules/exposure/exposure-kms-policy-defined';
import { testRule } from '../support';
import { policyOf } from './public-table';

const policy = policyOf(
  'Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "kms:*", Resource = "*"',
);

testRule(rule, {
  pass: {
    inline: `resource "aws_kms_key" "k" {\n policy = ${policy}\n}`,
    apart: `resource "aws_kms_key" "k" {}
      resource "aws_kms_key_policy" "p" {
        key_id = aws_kms_key.k.key_id
        policy = ${policy}
      }`,
  },
  fail: { none: 'resource "aws_kms_key" "k" {}' },
  evasion: {
    "another key's": `resource "aws_kms_key" "k" {}
      resource "aws_kms_key_policy" "p" {
        key_id = "1234"
        policy = ${policy}
      }`,
  },
  unknown: {
    'nobody knows whose': `variable "k" {}
      resource "aws_kms_key" "k" {}
      resource "aws_kms_key_policy" "p" {
        key_id = var.k
        policy = ${policy}
      }`,
  },
});
