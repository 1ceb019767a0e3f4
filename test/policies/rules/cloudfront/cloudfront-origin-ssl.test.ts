import { rule } from '../../../../policies/rules/cloudfront/cloudfront-origin-ssl';
import { testRule } from '../support';

const distribution = (protocols: string) =>
  `variable "v" {}\nresource "aws_cloudfront_distribution" "d" {\n origin {\n domain_name = "example.com"\n origin_id = "o"\n custom_origin_config {\n origin_ssl_protocols = ${protocols}\n}\n}\n}`;

testRule(rule, {
  pass: { 'TLS 1.2': distribution('["TLSv1.2"]') },
  fail: { 'SSL 3.0': distribution('["SSLv3"]') },
  unknown: { 'a variable': distribution('var.v') },
  evasion: {
    'among others': distribution('["TLSv1.2", "SSLv3"]'),
    'beside an unknown one': distribution('[var.v, "SSLv3"]'),
  },
  silent: {
    'a bucket':
      'resource "aws_cloudfront_distribution" "d" {\n origin {\n domain_name = "b.s3.amazonaws.com"\n origin_id = "o"\n}\n}',
  },
});
