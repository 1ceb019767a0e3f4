import { rule } from '../../../../policies/rules/s3/s3-acl-public-read';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    private: of('acl = "private"'),
    none: of('bucket = "b"'),
    'a resource of its own': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "private"
}`,
    'to the owner': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  access_control_policy {
    grant {
      grantee {
        type = "CanonicalUser"
        id   = "o"
      }
      permission = "FULL_CONTROL"
    }
    owner {
      id = "o"
    }
  }
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
    'ignored in the whole account': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "public-read"
}
resource "aws_s3_account_public_access_block" "r" {
  ignore_public_acls = true
}`,
  },
  fail: {
    inside: of('acl = "public-read"'),
    'a resource of its own': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "public-read-write"
}`,
    'to any account': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "authenticated-read"
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
    'a right inside': of(`grant {
    type        = "Group"
    uri         = "http://acs.amazonaws.com/groups/global/AllUsers"
    permissions = ["READ_ACP"]
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`acl = var.v`)}`,
    'of which bucket nobody knows': `variable "v" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = var.v
  acl = "public-read"
}`,
  },
  evasion: {
    'the block of another bucket': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "public-read"
}
resource "aws_s3_bucket" "c" {
  bucket = "c"
  acl = "private"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = aws_s3_bucket.c.id
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
    'another switch of the block': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "public-read"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = aws_s3_bucket.r.id
  block_public_policy = true
  restrict_public_buckets = true
}`,
    'both alternatives': `variable "on" {}
resource "aws_s3_bucket" "r" {
  acl = var.on ? "public-read" : "website"
}`,
  },
});
