import { rule } from '../../../../policies/rules/s3/s3-acl-any-account';
import { testRule } from '../support';

testRule(rule, {
  pass: {
    private: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "private"
}`,
    'a right of others': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  access_control_policy {
    grant {
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/s3/LogDelivery"
      }
      permission = "WRITE"
    }
    owner {
      id = "o"
    }
  }
}`,
  },
  fail: {
    'a right': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
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
}`,
    canned: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  acl = "authenticated-read"
}`,
  },
  unknown: {
    'grants of a variable': `variable "v" {}
resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_bucket_acl" "r" {
  bucket = aws_s3_bucket.r.id
  access_control_policy {
    dynamic "grant" {
      for_each = var.v
      content {
        permission = "READ"
      }
    }
  }
}`,
  },
});
