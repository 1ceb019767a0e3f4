import { rule } from '../../../../policies/rules/s3/s3-object-acl';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_s3_object" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    none: of('key = "k"'),
    private: of('acl = "private"'),
    ignored: `resource "aws_s3_bucket" "r" {
  bucket = "b"
}
resource "aws_s3_object" "o" {
  bucket = aws_s3_bucket.r.id
  key = "k"
  acl = "public-read"
}
resource "aws_s3_bucket_public_access_block" "p" {
  bucket = aws_s3_bucket.r.id
  block_public_acls = true
  block_public_policy = true
  ignore_public_acls = true
  restrict_public_buckets = true
}`,
  },
  fail: {
    public: of('acl = "public-read"'),
    'the older type': `resource "aws_s3_bucket_object" "r" {
  acl = "authenticated-read"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`acl = var.v`)}`,
  },
});
