import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-bucket-log';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    logged: `resource "aws_s3_bucket" "r" {
  bucket = "b"
  logging {
    target_bucket = "logs"
  }
}
resource "aws_cloudtrail" "r" {
  s3_bucket_name = aws_s3_bucket.r.id
}`,
  },
  fail: {
    not: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_cloudtrail" "r" {
  s3_bucket_name = aws_s3_bucket.r.id
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
}
resource "aws_cloudtrail" "r" {
  s3_bucket_name = "b"
}`,
  },
  silent: {
    'a bucket of others': of('s3_bucket_name = "elsewhere"'),
  },
});
