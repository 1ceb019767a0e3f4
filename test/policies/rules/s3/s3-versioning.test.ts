import { rule } from '../../../../policies/rules/s3/s3-versioning';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a resource of its own': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_versioning" "r" {
  bucket = aws_s3_bucket.r.id
  versioning_configuration {
    status = "Enabled"
  }
}`,
    inside: of(`versioning {
    enabled = true
  }`),
    'by name': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_versioning" "r" {
  bucket = "b"
  versioning_configuration {
    status = "Enabled"
  }
}`,
    'locked objects': of('object_lock_enabled = true'),
  },
  fail: {
    nothing: of('bucket = "b"'),
    off: of(`versioning {
    enabled = false
  }`),
    suspended: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_versioning" "r" {
  bucket = aws_s3_bucket.r.id
  versioning_configuration {
    status = "Suspended"
  }
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`versioning {
    enabled = var.v
  }`)}`,
  },
  evasion: {
    'that of another bucket': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket" "c" {
  bucket = "c"
  versioning {
    enabled = true
  }
}
resource "aws_s3_bucket_versioning" "r" {
  bucket = aws_s3_bucket.c.id
  versioning_configuration {
    status = "Enabled"
  }
}`,
  },
});
