import { rule } from '../../../../policies/rules/waf/waf-log';
import { testRule } from '../support';

const acl = (arn?: string) => `
variable "v" {}
resource "aws_wafv2_web_acl" "a" {
  name = "a"
}
${arn ? `resource "aws_wafv2_web_acl_logging_configuration" "l" {\n resource_arn = ${arn}\n log_destination_configs = ["arn:l"]\n}` : ''}`;

testRule(rule, {
  pass: { logged: acl('aws_wafv2_web_acl.a.arn') },
  fail: { none: acl() },
  unknown: { 'which web ACL is logged': acl('var.v') },
  evasion: { 'the log of another one': acl('"arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/x/1"') },
});
