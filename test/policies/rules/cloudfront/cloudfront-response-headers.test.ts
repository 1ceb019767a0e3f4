import { rule } from '../../../../policies/rules/cloudfront/cloudfront-response-headers';
import { testRule } from '../support';

const distribution = (body: string) =>
  `variable "v" {}\nresource "aws_cloudfront_response_headers_policy" "p" {\n name = "p"\n}\nresource "aws_cloudfront_distribution" "d" {\n default_cache_behavior {\n ${body}\n}\n}`;

testRule(rule, {
  pass: {
    'a policy': distribution('response_headers_policy_id = aws_cloudfront_response_headers_policy.p.id'),
    'a policy of AWS': distribution('response_headers_policy_id = "67f7725c-6f97-4210-82d7-5512b31e9d03"'),
  },
  fail: { none: distribution('') },
  unknown: { 'a variable': distribution('response_headers_policy_id = var.v') },
  evasion: { 'an empty id': distribution('response_headers_policy_id = ""') },
});
