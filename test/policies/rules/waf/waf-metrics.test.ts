import { rule } from '../../../../policies/rules/waf/waf-metrics';
import { testRule } from '../support';

const acl = (value: string) =>
  `variable "v" {}\nresource "aws_wafv2_web_acl" "a" {\n visibility_config {\n cloudwatch_metrics_enabled = ${value}\n metric_name = "m"\n sampled_requests_enabled = true\n}\n}`;

testRule(rule, {
  pass: { on: acl('true') },
  fail: { off: acl('false') },
  unknown: { 'a variable': acl('var.v') },
  evasion: { 'no block': 'resource "aws_wafv2_web_acl" "a" {\n name = "a"\n}', 'a string': acl('"false"') },
});
