import { rule } from '../../../../policies/rules/s3/s3-object-key';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_bucket_object" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a key': of('kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/k"'),
    'of the bucket': `resource "aws_s3_bucket" "r" {
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
}
resource "aws_s3_bucket_object" "o" {
  bucket = aws_s3_bucket.r.id
  key = "k"
}`,
  },
  fail: {
    nothing: of('key = "k"'),
    'a copy': `resource "aws_s3_object_copy" "r" {
  source = "a/b"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`kms_key_id = var.v`)}`,
  },
});
