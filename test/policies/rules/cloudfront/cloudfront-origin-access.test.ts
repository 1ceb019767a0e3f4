import { rule } from '../../../../policies/rules/cloudfront/cloudfront-origin-access';
import { testRule } from '../support';

const distribution = (body: string, host = 'aws_s3_bucket.b.bucket_regional_domain_name') => `
variable "v" {}
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_cloudfront_origin_access_control" "c" {
  name = "c"
}
resource "aws_cloudfront_distribution" "d" {
  origin {
    origin_id   = "o"
    domain_name = ${host}
    ${body}
  }
}`;

testRule(rule, {
  pass: {
    'an access control': distribution('origin_access_control_id = aws_cloudfront_origin_access_control.c.id'),
    'an identity': distribution(
      's3_origin_config {\n origin_access_identity = "origin-access-identity/cloudfront/E1"\n}',
    ),
  },
  fail: {
    neither: distribution(''),
    'a bucket by its name': distribution('', '"b.s3.eu-central-1.amazonaws.com"'),
  },
  unknown: { 'a variable': distribution('origin_access_control_id = var.v') },
  evasion: { 'an empty identity': distribution('s3_origin_config {\n origin_access_identity = ""\n}') },
  silent: {
    'another host': distribution('', '"example.com"'),
    'the web site of a bucket': distribution(
      'custom_origin_config {\n origin_protocol_policy = "http-only"\n}',
      '"b.s3-website.eu-central-1.amazonaws.com"',
    ),
  },
});
