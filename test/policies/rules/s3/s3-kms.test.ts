import { rule } from '../../../../policies/rules/s3/s3-kms';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    KMS: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "r" {
  bucket = aws_s3_bucket.r.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}`,
    twice: of(`server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = "aws:kms:dsse"
      }
    }
  }`),
  },
  fail: {
    'the default': of('bucket = "b"'),
    'SSE-S3': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "r" {
  bucket = aws_s3_bucket.r.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = var.v
      }
    }
  }`)}`,
  },
  silent: {
    'a bucket for access logs': of('acl = "log-delivery-write"'),
  },
});
