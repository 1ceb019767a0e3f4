import { rule } from '../../../../policies/rules/s3/s3-encryption';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'not written, which is SSE-S3': of('bucket = "b"'),
    'a resource of its own': `resource "aws_s3_bucket" "r" {
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
    inside: of(`server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = "AES256"
      }
    }
  }`),
  },
  fail: {
    'no such algorithm': of(`server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = "rot13"
      }
    }
  }`),
    none: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "r" {
  bucket = aws_s3_bucket.r.id
  rule {
    apply_server_side_encryption_by_default {
      kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"
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
    'of which bucket nobody knows': `variable "v" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "r" {
  bucket = var.v
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}`,
  },
});
