import { rule } from '../../../../policies/rules/waf/waf-classic';
import { testRule } from '../support';

testRule(rule, {
  pass: { 'the second version': 'resource "aws_wafv2_web_acl" "a" {\n name = "a"\n}' },
  fail: { classic: 'resource "aws_waf_web_acl" "a" {\n name = "a"\n}' },
  evasion: { regional: 'resource "aws_wafregional_web_acl" "a" {\n name = "a"\n}' },
});
