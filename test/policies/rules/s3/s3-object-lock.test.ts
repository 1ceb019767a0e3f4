import { rule } from '../../../../policies/rules/s3/s3-object-lock';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    enabled: of(`object_lock_configuration {
    object_lock_enabled = "Enabled"
  }`),
    'a resource of its own': `resource "aws_s3_bucket_object_lock_configuration" "r" {
  bucket = "b"
}`,
  },
  fail: {
    'something else': of(`object_lock_configuration {
    object_lock_enabled = "Disabled"
  }`),
    empty: of(`object_lock_configuration {
    rule {
      default_retention {
        days = 1
      }
    }
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`object_lock_configuration {
    object_lock_enabled = var.v
  }`)}`,
  },
  silent: {
    'no lock': of('bucket = "b"'),
  },
});
