import { rule } from '../../../../policies/rules/cloudfront/cloudfront-enabled';
import { testRule } from '../support';

const distribution = (body: string) =>
  `variable "v" {}\nresource "aws_cloudfront_distribution" "d" {\n ${body}\n}`;

testRule(rule, {
  pass: { on: distribution('enabled = true') },
  fail: { off: distribution('enabled = false') },
  unknown: { 'a variable': distribution('enabled = var.v') },
  evasion: { 'a string': distribution('enabled = "false"') },
});
