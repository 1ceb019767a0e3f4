import { rule } from '../../../../policies/rules/s3/s3-access-point';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_access_point" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "p"'),
    on: of(`public_access_block_configuration {
    block_public_acls   = true
    block_public_policy = true
  }`),
  },
  fail: {
    off: of(`public_access_block_configuration {
    block_public_acls       = false
    block_public_policy     = false
    ignore_public_acls      = false
    restrict_public_buckets = false
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`public_access_block_configuration {
    block_public_policy = var.v
  }`)}`,
  },
  evasion: {
    'one switch': of(`public_access_block_configuration {
    block_public_policy = false
  }`),
  },
});
