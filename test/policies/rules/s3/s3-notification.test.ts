import { rule } from '../../../../policies/rules/s3/s3-notification';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'to EventBridge': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_notification" "r" {
  bucket = aws_s3_bucket.r.id
  eventbridge = true
}`,
  },
  fail: {
    nothing: of('bucket = "b"'),
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_notification" "r" {
  bucket = var.v
}`,
  },
});
