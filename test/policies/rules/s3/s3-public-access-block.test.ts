import { rule } from '../../../../policies/rules/s3/s3-public-access-block';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    blocked: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = aws_s3_bucket.r.id
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
    'by the account': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_account_public_access_block" "r" {
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
    'by name': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = "b"
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
  },
  fail: {
    nothing: of('bucket = "b"'),
    'a switch of the account': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_account_public_access_block" "r" {
  block_public_acls = true
}`,
  },
  unknown: {
    'of which bucket nobody knows': `variable "v" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = var.v
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
    perhaps: `variable "v" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "p" {
  count = var.v
  bucket = aws_s3_bucket.r.id
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
  },
  evasion: {
    'count 0': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "p" {
  count = 0
  bucket = aws_s3_bucket.r.id
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
    'that of another bucket': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket" "c" {
  bucket = "c"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = aws_s3_bucket.c.id
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
  },
});
