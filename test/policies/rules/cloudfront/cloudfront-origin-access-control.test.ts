import { rule } from '../../../../policies/rules/cloudfront/cloudfront-origin-access-control';
import { testRule } from '../support';

const distribution = (body: string) => `
resource "aws_cloudfront_origin_access_identity" "i" {}
resource "aws_cloudfront_distribution" "d" {
  origin {
    origin_id   = "o"
    domain_name = "b.s3.amazonaws.com"
    ${body}
  }
}`;

testRule(rule, {
  pass: { 'an access control': distribution('origin_access_control_id = "E1"') },
  fail: {
    'an identity': distribution(
      's3_origin_config {\n origin_access_identity = "origin-access-identity/cloudfront/E1"\n}',
    ),
  },
  evasion: {
    'an identity by reference': distribution(
      's3_origin_config {\n origin_access_identity = aws_cloudfront_origin_access_identity.i.cloudfront_access_identity_path\n}',
    ),
  },
  silent: { 'neither, which another rule judges': distribution('') },
});
