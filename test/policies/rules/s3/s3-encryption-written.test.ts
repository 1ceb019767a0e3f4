import { rule } from '../../../../policies/rules/s3/s3-encryption-written';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
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
    nothing: of('bucket = "b"'),
    'that of another bucket': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket" "c" {
  bucket = "c"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "r" {
  bucket = aws_s3_bucket.c.id
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
  evasion: {
    'count 0': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "r" {
  count = 0
  bucket = aws_s3_bucket.r.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}`,
  },
});
