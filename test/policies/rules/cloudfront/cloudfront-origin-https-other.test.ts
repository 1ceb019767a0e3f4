import { rule } from '../../../../policies/rules/cloudfront/cloudfront-origin-https-other';
import { testRule } from '../support';

const distribution = (policy: string, host = '"example.com"') =>
  `variable "v" {}\nresource "aws_cloudfront_distribution" "d" {\n enabled = true\n origin {\n origin_id = "o"\n domain_name = ${host}\n custom_origin_config {\n origin_protocol_policy = ${policy}\n}\n}\n}`;

testRule(rule, {
  pass: { 'HTTPS only': distribution('"https-only"') },
  fail: { 'HTTP only': distribution('"http-only"') },
  unknown: { 'a variable': distribution('var.v') },
  evasion: { 'as the viewer, to a host that is not known': distribution('"match-viewer"', 'var.v') },
  silent: {
    'the web site of a bucket': distribution('"http-only"', '"b.s3-website-us-east-1.amazonaws.com"'),
    'a load balancer, which another rule judges': distribution('"http-only"', '"x.elb.amazonaws.com"'),
  },
});
