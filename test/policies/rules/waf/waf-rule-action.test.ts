import { rule } from '../../../../policies/rules/waf/waf-rule-action';
import { testRule } from '../support';

const acl = (rule: string, type = 'aws_wafv2_web_acl', name = 'rule') =>
  `variable "v" {}\nresource "${type}" "a" {\n name = "a"\n ${name} {\n priority = 1\n ${rule}\n}\n}`;

testRule(rule, {
  pass: {
    block: acl('action {\n block {}\n}'),
    'a group': acl('override_action {\n none {}\n}'),
    'a group of AWS': acl(
      'statement {\n managed_rule_group_statement {\n name = "AWSManagedRulesCommonRuleSet"\n vendor_name = "AWS"\n}\n}',
    ),
    'of the first version': acl('action {\n type = "BLOCK"\n}', 'aws_waf_web_acl', 'rules'),
    'in a group of the first version': acl(
      'action {\n type = "COUNT"\n}',
      'aws_waf_rule_group',
      'activated_rule',
    ),
  },
  fail: { none: acl(''), 'none, regional': acl('', 'aws_wafregional_web_acl') },
  unknown: {
    'a dynamic block':
      'variable "v" {}\nresource "aws_wafv2_web_acl" "a" {\n dynamic "rule" {\n for_each = var.v\n content {\n action {\n block {}\n}\n}\n}\n}',
  },
  evasion: { 'an empty action': acl('action {}') },
});
