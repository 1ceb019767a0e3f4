import { rule } from '../../../../policies/rules/cloudfront/cloudfront-default-root';
import { testRule } from '../support';

const distribution = (body: string) =>
  `variable "v" {}\nresource "aws_cloudfront_distribution" "d" {\n enabled = true\n ${body}\n}`;

testRule(rule, {
  pass: { 'a page': distribution('default_root_object = "index.html"') },
  fail: { none: distribution('') },
  unknown: { 'a variable': distribution('default_root_object = var.v') },
  evasion: { 'an empty name': distribution('default_root_object = ""') },
});
