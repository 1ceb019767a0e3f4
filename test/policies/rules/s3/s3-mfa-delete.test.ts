import { rule } from '../../../../policies/rules/s3/s3-mfa-delete';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_versioning" "r" {
  bucket = aws_s3_bucket.r.id
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Enabled"
  }
}`,
  },
  fail: {
    off: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_versioning" "r" {
  bucket = aws_s3_bucket.r.id
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Disabled"
  }
}`,
    inside: of(`versioning {
    enabled    = true
    mfa_delete = false
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`versioning {
    enabled    = true
    mfa_delete = var.v
  }`)}`,
  },
  silent: {
    'not spoken of': of(`versioning {
    enabled = true
  }`),
    nothing: of('bucket = "b"'),
  },
});
