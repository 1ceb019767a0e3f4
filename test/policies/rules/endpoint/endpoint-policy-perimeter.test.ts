import { rule } from '../../../../policies/rules/endpoint/endpoint-policy-perimeter';
import { testRule } from '../support';
import { endpointWith } from './policy';

const allow = (resource: string, more = '', who = '"*"') =>
  endpointWith(
    `Effect = "Allow", Principal = ${who}, Action = "s3:PutObject", Resource = ${resource}${more}`,
  );

testRule(rule, {
  pass: {
    'a bucket': allow('["arn:aws:s3:::our-bucket/*"]'),
    'a bucket that is made here': `resource "aws_s3_bucket" "b" {}\n${allow(`"\${aws_s3_bucket.b.arn}/*"`)}`,
    'our organisation': allow(
      '"*"',
      ', Condition = { StringEquals = { "aws:ResourceOrgID" = "o-a1b2c3d4e5" } }',
    ),
    'our principals': allow(
      '"*"',
      ', Condition = { StringEquals = { "aws:PrincipalAccount" = "123456789012" } }',
    ),
    'a role': allow('"*"', '', '{ AWS = "arn:aws:iam::123456789012:role/r" }'),
  },
  fail: { anything: allow('"*"'), 'every bucket': allow('["arn:aws:s3:::*"]') },
  evasion: {
    'resources of any account': allow('"arn:aws:sqs:*:*:*"'),
    'two statements, one of which is open': endpointWith(
      'Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::our-bucket/*"',
      'Effect = "Allow", Principal = "*", Action = "s3:PutObject", Resource = "*"',
    ),
    'every account': allow('"*"', ', Condition = { StringLike = { "aws:ResourceAccount" = "*" } }'),
    'from an endpoint': allow(
      '"*"',
      ', Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d" } }',
    ),
  },
  unknown: { 'a resource that is not known': `variable "r" {}\n${allow('[var.r]')}` },
});
