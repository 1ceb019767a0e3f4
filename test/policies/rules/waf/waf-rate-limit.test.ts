import { rule } from '../../../../policies/rules/waf/waf-rate-limit';
import { testRule } from '../support';

const acl = (rule: string) => `variable "v" {}\nresource "aws_wafv2_web_acl" "a" {\n name = "a"\n ${rule}\n}`;

testRule(rule, {
  pass: { 'a limit': acl('rule {\n statement {\n rate_based_statement {\n limit = 1000\n}\n}\n}') },
  fail: { none: acl('') },
  unknown: { 'a dynamic block': acl('dynamic "rule" {\n for_each = var.v\n content {\n name = "r"\n}\n}') },
  evasion: {
    'another statement': acl(
      'rule {\n statement {\n geo_match_statement {\n country_codes = ["US"]\n}\n}\n}',
    ),
  },
});
