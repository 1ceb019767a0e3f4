import { rule } from '../../../../policies/rules/s3/s3-abort-uploads';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket_lifecycle_configuration" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'for the whole bucket': of(`rule {
    id     = "a"
    status = "Enabled"
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }`),
    'an empty filter': of(`rule {
    id     = "a"
    status = "Enabled"
    filter {
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }`),
  },
  fail: {
    nothing: of('bucket = "b"'),
    'for a prefix': of(`rule {
    id     = "a"
    status = "Enabled"
    filter {
      prefix = "tmp/"
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }`),
    'switched off': of(`rule {
    id     = "a"
    status = "Disabled"
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`rule {
    id     = "a"
    status = var.v
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }`)}`,
  },
  evasion: {
    'two conditions': of(`rule {
    id     = "a"
    status = "Enabled"
    filter {
      and {
        prefix = "tmp/"
        tags   = { a = "b" }
      }
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }`),
  },
});
