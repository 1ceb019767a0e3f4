import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-bucket-public';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    private: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_cloudtrail" "r" {
  s3_bucket_name = aws_s3_bucket.r.id
}`,
  },
  fail: {
    public: `resource "aws_s3_bucket" "r" {
  bucket = "b"
  acl = "public-read"
}
resource "aws_cloudtrail" "r" {
  s3_bucket_name = aws_s3_bucket.r.id
}`,
    'by name': `resource "aws_s3_bucket" "r" {
  bucket = "b"
  acl = "public-read"
}
resource "aws_cloudtrail" "r" {
  s3_bucket_name = "b"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
  acl = var.v
}
resource "aws_cloudtrail" "r" {
  s3_bucket_name = "b"
}`,
  },
  evasion: {
    'by a right': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = "b"
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
      }
      permission = "READ"
    }
    owner {
      id = "o"
    }
  }
}
resource "aws_cloudtrail" "r" {
  s3_bucket_name = aws_s3_bucket.r.bucket
}`,
  },
  silent: {
    'a bucket of others': of('s3_bucket_name = "elsewhere"'),
  },
});
