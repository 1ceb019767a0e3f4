import { rule } from '../../../../policies/rules/s3/s3-write-events';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the bucket': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_cloudtrail" "r" {
  event_selector {
    read_write_type = "WriteOnly"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3:::b/"]
    }
  }
}`,
    'all of them': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_cloudtrail" "r" {
  event_selector {
    read_write_type = "All"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}`,
    'by its ARN': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_cloudtrail" "r" {
  event_selector {
    read_write_type = "All"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["\${aws_s3_bucket.r.arn}/"]
    }
  }
}`,
  },
  fail: {
    'no selector': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_cloudtrail" "r" {
  name = "t"
}`,
    'the other kind': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_cloudtrail" "r" {
  event_selector {
    read_write_type = "ReadOnly"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}`,
  },
  evasion: {
    'without the slash': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_cloudtrail" "r" {
  event_selector {
    read_write_type = "All"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3:::b"]
    }
  }
}`,
    'another bucket': `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_cloudtrail" "r" {
  event_selector {
    read_write_type = "All"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3:::c/"]
    }
  }
}`,
  },
  silent: {
    'no trail here': of('bucket = "b"'),
  },
});
