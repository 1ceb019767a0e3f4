import { rule } from '../../../../policies/rules/exposure/exposure-s3-tls';
import { testRule } from '../support';
import { policyOf } from './public-table';

const deny = (condition: string, action = 's3:*') =>
  policyOf(
    `Effect = "Deny", Principal = "*", Action = "${action}", Resource = "*", Condition = ${condition}`,
  );
const plain = '{ Bool = { "aws:SecureTransport" = "false" } }';
const inline = (policy: string) => `resource "aws_s3_bucket" "x" {\n policy = ${policy}\n}`;
const apart = (policy: string) => `resource "aws_s3_bucket" "x" {}
resource "aws_s3_bucket_policy" "x" {
  bucket = aws_s3_bucket.x.id
  policy = ${policy}
}`;

testRule(rule, {
  pass: {
    inline: inline(deny(plain)),
    apart: apart(deny(plain)),
    'all actions': apart(deny(plain, '*')),
    'the value as a boolean': inline(deny('{ Bool = { "aws:SecureTransport" = false } }')),
  },
  fail: {
    'no policy': 'resource "aws_s3_bucket" "x" {}',
    'a policy about something else': inline(
      policyOf('Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "s3:*", Resource = "*"'),
    ),
  },
  evasion: {
    'the wrong way round': inline(deny('{ Bool = { "aws:SecureTransport" = "true" } }')),
    'another condition too': inline(
      deny('{ Bool = { "aws:SecureTransport" = "false" }, StringEquals = { "aws:PrincipalAccount" = "1" } }'),
    ),
    'one action only': inline(deny(plain, 'x:Nothing')),
    'one principal only': inline(
      policyOf(
        `Effect = "Deny", Principal = { AWS = "123456789012" }, Action = "*", Resource = "*", Condition = ${plain}`,
      ),
    ),
  },
  unknown: {
    'a policy that is not known': `variable "p" {}\n${inline('var.p')}`,
    'a policy for nobody knows what': `variable "t" {}
      resource "aws_s3_bucket" "x" {}
      resource "aws_s3_bucket_policy" "x" {
        bucket = var.t
        policy = ${deny(plain)}
      }`,
  },
});
