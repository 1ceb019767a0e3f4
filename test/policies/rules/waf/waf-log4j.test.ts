import { rule } from '../../../../policies/rules/waf/waf-log4j';
import { testRule } from '../support';

const acl = (body: string, override = 'none', name = '"AWSManagedRulesKnownBadInputsRuleSet"') => `
variable "v" {}
resource "aws_wafv2_web_acl" "a" {
  rule {
    priority = 1
    override_action {
      ${override} {}
    }
    statement {
      managed_rule_group_statement {
        name        = ${name}
        vendor_name = "AWS"
        ${body}
      }
    }
  }
}`;

testRule(rule, {
  pass: {
    'the group': acl(''),
    'another rule is excluded': acl('excluded_rule {\n name = "Host_localhost_HEADER"\n}'),
  },
  fail: { 'no rules': 'resource "aws_wafv2_web_acl" "a" {\n name = "a"\n}', counted: acl('', 'count') },
  unknown: {
    'a group of unknown name': acl('', 'none', 'var.v'),
    'whether it counts': acl('').replace('none {}', 'dynamic "count" {\n for_each = var.v\n content {}\n}'),
  },
  evasion: {
    'the rule is excluded': acl('excluded_rule {\n name = "Log4JRCE"\n}'),
    'the rule is overridden': acl(
      'rule_action_override {\n name = "Log4JRCE_HEADER"\n action_to_use {\n count {}\n}\n}',
    ),
  },
});
