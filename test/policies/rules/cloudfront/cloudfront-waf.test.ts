import { rule } from '../../../../policies/rules/cloudfront/cloudfront-waf';
import { testRule } from '../support';

const distribution = (body: string) =>
  `variable "v" {}\nresource "aws_wafv2_web_acl" "w" {\n name = "w"\n scope = "CLOUDFRONT"\n}\nresource "aws_cloudfront_distribution" "d" {\n enabled = true\n ${body}\n}`;

testRule(rule, {
  pass: { 'a web ACL': distribution('web_acl_id = aws_wafv2_web_acl.w.arn') },
  fail: { none: distribution('') },
  unknown: { 'a variable': distribution('web_acl_id = var.v') },
  evasion: { 'an empty id': distribution('web_acl_id = ""') },
});
