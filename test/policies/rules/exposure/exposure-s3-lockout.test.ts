import { rule } from '../../../../policies/rules/exposure/exposure-s3-lockout';
import { testRule } from '../support';
import { policyOf } from './public-table';

const bucket = (statement: string) => `resource "aws_s3_bucket_policy" "p" {
  bucket = "b"
  policy = ${policyOf(`Resource = "*", ${statement}`)}
}`;

testRule(rule, {
  pass: {
    'with a condition': bucket(
      'Effect = "Deny", Principal = "*", Action = "s3:*", Condition = { Bool = { "aws:SecureTransport" = "false" } }',
    ),
    'one principal': bucket('Effect = "Deny", Principal = { AWS = "123456789012" }, Action = "s3:*"'),
    'another action': bucket('Effect = "Deny", Principal = "*", Action = "s3:DeleteObject"'),
  },
  fail: { all: bucket('Effect = "Deny", Principal = "*", Action = "s3:*"') },
  evasion: {
    'a pattern': bucket('Effect = "Deny", Principal = { AWS = ["*"] }, Action = ["s3:Put*Policy"]'),
  },
  unknown: {
    'not known': 'variable "p" {}\nresource "aws_s3_bucket_policy" "p" {\n bucket = "b"\n policy = var.p\n}',
  },
});
