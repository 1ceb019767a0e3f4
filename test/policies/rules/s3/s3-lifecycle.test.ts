import { rule } from '../../../../policies/rules/s3/s3-lifecycle';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a resource of its own': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_lifecycle_configuration" "r" {
  bucket = aws_s3_bucket.r.id
}`,
    inside: of(`lifecycle_rule {
    enabled = true
  }`),
  },
  fail: {
    nothing: of('bucket = "b"'),
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_lifecycle_configuration" "r" {
  bucket = var.v
}`,
  },
  evasion: {
    'count 0': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_lifecycle_configuration" "r" {
  count = 0
  bucket = aws_s3_bucket.r.id
}`,
  },
});
