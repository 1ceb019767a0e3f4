import { rule } from '../../../../policies/rules/cloudfront/cloudfront-waf-log4j';
import { testRule } from '../support';

const group = (name: string) => `
  rule {
    name     = ${name}
    priority = 1
    statement {
      managed_rule_group_statement {
        name        = ${name}
        vendor_name = "AWS"
      }
    }
  }`;
const distribution = (rules: string, id = 'aws_wafv2_web_acl.w.arn') => `
variable "v" {}
resource "aws_wafv2_web_acl" "w" {
  name  = "w"
  scope = "CLOUDFRONT"
  ${rules}
}
resource "aws_cloudfront_distribution" "d" {
  enabled    = true
  web_acl_id = ${id}
}`;
const [inputs, anonymous] = ['"AWSManagedRulesKnownBadInputsRuleSet"', '"AWSManagedRulesAnonymousIpList"'];

testRule(rule, {
  pass: { 'both groups': distribution(group(inputs) + group(anonymous)) },
  fail: { 'one of them': distribution(group(inputs)), 'no web ACL': distribution('', '""') },
  unknown: {
    'a web ACL that is not in the input': distribution('', '"arn:w"'),
    'a variable': distribution('', 'var.v'),
  },
  evasion: { 'other groups': distribution(group('"AWSManagedRulesCommonRuleSet"')) },
});
