import { rule } from '../../../../policies/rules/s3/s3-acl-readable';
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
    'another right': `resource "aws_s3_bucket" "r" {
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
    'to any account': `resource "aws_s3_bucket" "r" {
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
      permission = "READ_ACP"
    }
    owner {
      id = "o"
    }
  }
}`,
  },
  fail: {
    'to read it': `resource "aws_s3_bucket" "r" {
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
      permission = "READ_ACP"
    }
    owner {
      id = "o"
    }
  }
}`,
    everything: `resource "aws_s3_bucket" "r" {
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
      permission = "FULL_CONTROL"
    }
    owner {
      id = "o"
    }
  }
}`,
  },
});
