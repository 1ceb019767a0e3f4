import { rule } from '../../../../policies/rules/s3/s3-access-log';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a resource of its own': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_logging" "r" {
  bucket = aws_s3_bucket.r.id
  target_bucket = "logs"
}`,
    inside: of(`logging {
    target_bucket = "logs"
  }`),
    'receives the logs': of('acl = "log-delivery-write"'),
  },
  fail: {
    nothing: of('bucket = "b"'),
    'that of another bucket': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket" "c" {
  bucket = "c"
  acl = "log-delivery-write"
}
resource "aws_s3_bucket_logging" "r" {
  bucket = aws_s3_bucket.c.id
  target_bucket = "logs"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_logging" "r" {
  bucket = var.v
  target_bucket = "logs"
}`,
  },
  evasion: {
    'into itself': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket" "c" {
  bucket = "c"
}
resource "aws_s3_bucket_logging" "r" {
  bucket = aws_s3_bucket.r.id
  target_bucket = aws_s3_bucket.r.id
}`,
  },
});
