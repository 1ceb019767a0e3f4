import { rule } from '../../../../policies/rules/waf/waf-counted-group';
import { testRule } from '../support';

const acl = (override: string) => `
variable "v" {}
resource "aws_wafv2_web_acl" "a" {
  rule {
    priority = 1
    ${override}
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }
  }
}`;

testRule(rule, {
  pass: { none: acl('override_action {\n none {}\n}') },
  fail: { count: acl('override_action {\n count {}\n}') },
  unknown: {
    'a dynamic block': acl('dynamic "override_action" {\n for_each = var.v\n content {\n count {}\n}\n}'),
  },
  evasion: {
    'a dynamic block that is there': acl(
      'override_action {\n dynamic "count" {\n for_each = [1]\n content {}\n}\n}',
    ),
  },
  silent: { 'no groups': 'resource "aws_wafv2_web_acl" "a" {\n name = "a"\n}' },
});
