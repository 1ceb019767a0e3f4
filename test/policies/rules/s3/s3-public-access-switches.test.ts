import { rule } from '../../../../policies/rules/s3/s3-public-access-switches';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    on: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = aws_s3_bucket.r.id
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
  },
  fail: {
    'one is off': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = aws_s3_bucket.r.id
  block_public_acls = true
  block_public_policy = false
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
    'one is not written': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = aws_s3_bucket.r.id
  block_public_acls = true
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = aws_s3_bucket.r.id
  block_public_acls = var.v
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
  },
  silent: {
    'no block, which another rule says': of('bucket = "b"'),
  },
});
