import { rule } from '../../../../policies/rules/endpoint/endpoint-policy-full-access';
import { testRule } from '../support';
import { endpointWith } from './policy';

const allow = (action: string, resource: string, more = '', who = '"*"') =>
  endpointWith(`Effect = "Allow", Principal = ${who}, Action = ${action}, Resource = ${resource}${more}`);

testRule(rule, {
  pass: {
    'some actions': allow('["s3:GetObject"]', '"*"'),
    'some resources': allow('"*"', '["arn:aws:s3:::our-bucket", "arn:aws:s3:::our-bucket/*"]'),
    'one account': allow(
      '"*"',
      '"*"',
      ', Condition = { StringEquals = { "aws:ResourceAccount" = "123456789012" } }',
    ),
    'one role': allow('"*"', '"*"', '', '{ AWS = "arn:aws:iam::123456789012:role/r" }'),
    'a Deny for the rest': endpointWith(
      'Effect = "Allow", Principal = "*", Action = "*", Resource = "*"',
      'Effect = "Deny", Principal = "*", Action = "*", Resource = "*", Condition = { StringNotEquals = { "aws:ResourceOrgID" = "o-a1b2c3d4e5" } }',
    ),
  },
  fail: { everything: allow('"*"', '"*"'), 'all of the service': allow('["s3:*"]', '["*"]') },
  evasion: {
    'all but one action': endpointWith(
      'Effect = "Allow", Principal = "*", NotAction = "s3:DeleteBucket", Resource = "*"',
    ),
    'all buckets': allow('"*"', '["arn:aws:s3:::*"]'),
    'from the VPC, whence all comes': allow(
      '"*"',
      '"*"',
      ', Condition = { StringEquals = { "aws:SourceVpc" = "vpc-0a1b2c3d" } }',
    ),
  },
  unknown: {
    'not known': `variable "p" {}
      resource "aws_vpc_endpoint_policy" "p" {
        vpc_endpoint_id = "vpce-1"
        policy          = var.p
      }`,
    'an account that is not known': `variable "a" {}
      ${allow('"*"', '"*"', ', Condition = { StringLike = { "aws:ResourceAccount" = var.a } }')}`,
  },
});
