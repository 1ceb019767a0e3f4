import { rule } from '../../../../policies/rules/cloudfront/cloudfront-origin-https';
import { testRule } from '../support';

const distribution = (policy: string, host = 'aws_lb.b.dns_name', enabled = 'true') => `
variable "v" {}
resource "aws_lb" "b" {
  name = "b"
}
resource "aws_cloudfront_distribution" "d" {
  enabled = ${enabled}
  origin {
    origin_id   = "o"
    domain_name = ${host}
    custom_origin_config {
      origin_protocol_policy = ${policy}
    }
  }
}`;

testRule(rule, {
  pass: { 'HTTPS only': distribution('"https-only"') },
  fail: {
    'as the viewer': distribution('"match-viewer"'),
    'by its name': distribution('"http-only"', '"x.elb.amazonaws.com"'),
  },
  unknown: { 'a variable': distribution('var.v') },
  evasion: { MediaStore: distribution('"match-viewer"', '"x.data.mediastore.eu-central-1.amazonaws.com"') },
  silent: {
    'another host': distribution('"match-viewer"', '"example.com"'),
    off: distribution('"http-only"', '"x.elb.amazonaws.com"', 'false'),
  },
});
