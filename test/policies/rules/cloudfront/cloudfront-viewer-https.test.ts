import { rule } from '../../../../policies/rules/cloudfront/cloudfront-viewer-https';
import { testRule } from '../support';

const distribution = (policy: string, rest = '') =>
  `variable "v" {}\nresource "aws_cloudfront_distribution" "d" {\n enabled = true\n default_cache_behavior {\n viewer_protocol_policy = ${policy}\n}\n ${rest}\n}`;

testRule(rule, {
  pass: { redirect: distribution('"redirect-to-https"'), 'HTTPS only': distribution('"https-only"') },
  fail: { all: distribution('"allow-all"') },
  unknown: { 'a variable': distribution('var.v') },
  evasion: {
    'one of the ordered behaviors': distribution(
      '"https-only"',
      'ordered_cache_behavior {\n path_pattern = "/a"\n viewer_protocol_policy = "https-only"\n}\n ordered_cache_behavior {\n path_pattern = "/b"\n viewer_protocol_policy = "allow-all"\n}',
    ),
    'a dynamic block': distribution(
      '"https-only"',
      'dynamic "ordered_cache_behavior" {\n for_each = ["/a"]\n content {\n path_pattern = ordered_cache_behavior.value\n viewer_protocol_policy = "allow-all"\n}\n}',
    ),
  },
});
