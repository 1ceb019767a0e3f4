import { rule } from '../../../../policies/rules/s3/s3-customer-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "r" {
  bucket = aws_s3_bucket.r.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"
    }
  }
}`,
    'a key of the configuration': `resource "aws_kms_key" "k" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "r" {
  bucket = aws_s3_bucket.r.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.k.arn
    }
  }
}`,
  },
  fail: {
    nothing: of('bucket = "b"'),
    'KMS without a key': `resource "aws_s3_bucket" "r" {
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
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = var.v
      }
    }
  }`)}`,
  },
  evasion: {
    'the key of AWS': of(`server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = "alias/aws/s3"
      }
    }
  }`),
  },
  silent: {
    'a bucket for access logs': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket" "c" {
  bucket = "c"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "r" {
  bucket = aws_s3_bucket.c.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"
    }
  }
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl    = "log-delivery-write"
}
resource "aws_s3_bucket_acl" "c" {
  bucket = aws_s3_bucket.c.id
  acl    = "log-delivery-write"
}`,
  },
});
