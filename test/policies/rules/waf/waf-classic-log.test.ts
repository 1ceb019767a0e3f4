import { rule } from '../../../../policies/rules/waf/waf-classic-log';
import { testRule } from '../support';

const acl = (body: string, type = 'aws_waf_web_acl') =>
  `variable "v" {}\nresource "${type}" "a" {\n name = "a"\n ${body}\n}`;

testRule(rule, {
  pass: { logged: acl('logging_configuration {\n log_destination = "arn:l"\n}') },
  fail: { none: acl(''), regional: acl('', 'aws_wafregional_web_acl') },
  unknown: { 'a variable': acl('logging_configuration {\n log_destination = var.v\n}') },
  evasion: { 'an empty destination': acl('logging_configuration {\n log_destination = ""\n}') },
});
