import { rule } from '../../../../policies/rules/waf/waf-rules';
import { testRule } from '../support';

const acl = (rules: string, type = 'aws_wafv2_web_acl') =>
  `variable "v" {}\nresource "${type}" "a" {\n name = "a"\n default_action {\n allow {}\n}\n ${rules}\n}`;

testRule(rule, {
  pass: {
    'a rule': acl('rule {\n name = "r"\n priority = 1\n}'),
    'a rule of the first version': acl('rules {\n priority = 1\n rule_id = "r"\n}', 'aws_waf_web_acl'),
    'a regional one': acl('rule {\n priority = 1\n rule_id = "r"\n}', 'aws_wafregional_web_acl'),
  },
  fail: { none: acl(''), 'none of the first version': acl('', 'aws_waf_web_acl') },
  unknown: {
    'a dynamic block': acl('dynamic "rule" {\n for_each = var.v\n content {\n name = rule.value\n}\n}'),
  },
  evasion: {
    'an empty block': acl('rule {}'),
    'a dynamic block without elements': acl(
      'dynamic "rule" {\n for_each = []\n content {\n name = "r"\n}\n}',
    ),
  },
});
