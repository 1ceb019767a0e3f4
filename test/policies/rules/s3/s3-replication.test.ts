import { rule } from '../../../../policies/rules/s3/s3-replication';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a resource of its own': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_replication_configuration" "r" {
  bucket = aws_s3_bucket.r.id
  rule {
    status = "Enabled"
  }
}`,
    inside: of(`replication_configuration {
    rules {
      status = "Enabled"
    }
  }`),
  },
  fail: {
    nothing: of('bucket = "b"'),
    'switched off': of(`replication_configuration {
    rules {
      status = "Disabled"
    }
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`replication_configuration {
    rules {
      status = var.v
    }
  }`)}`,
  },
});
