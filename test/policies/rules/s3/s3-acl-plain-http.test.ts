import { rule } from '../../../../policies/rules/s3/s3-acl-plain-http';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket_acl" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the bucket is in a module that is not here, its policy refuses': `variable "bucket" {}
resource "aws_s3_bucket_acl" "r" {
  bucket = var.bucket
  acl    = "public-read"
}
resource "aws_s3_bucket_policy" "r" {
  bucket = var.bucket
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = false } } }] })
}`,
    private: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "private"
}`,
    refused: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "public-read"
}
resource "aws_s3_bucket_policy" "r" {
  bucket = aws_s3_bucket.r.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}`,
    ignored: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "public-read"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = aws_s3_bucket.r.id
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
    'a website, which has no HTTPS': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "public-read"
}
resource "aws_s3_bucket_website_configuration" "r" {
  bucket = aws_s3_bucket.r.id
}`,
  },
  fail: {
    'no policy': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "public-read"
}`,
    'a right': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
      permission = "READ"
    }
    owner {
      id = "o"
    }
  }
}`,
  },
  evasion: {
    'the bucket is in a module that is not here, its policy is': `variable "bucket" {}
resource "aws_s3_bucket_acl" "r" {
  bucket = var.bucket
  acl    = "public-read"
}
resource "aws_s3_bucket_policy" "r" {
  bucket = var.bucket
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
}`,
    'the policy denies the wrong way': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "public-read"
}
resource "aws_s3_bucket_policy" "r" {
  bucket = aws_s3_bucket.r.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { Bool = { "aws:SecureTransport" = "true" } }
    }]
  })
}`,
  },
  silent: {
    'a bucket of others': of(`acl = "public-read"
  bucket = "elsewhere"`),
  },
});
