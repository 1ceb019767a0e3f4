import { rule } from '../../../../policies/rules/elb/elb-waf-log4j';
import { testRule } from '../support';

const group = (name: string) => `
  rule {
    name     = ${name}
    priority = 1
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = ${name}
        vendor_name = "AWS"
      }
    }
  }`;
const balancer = (rules: string, body = '') => `
variable "v" {}
resource "aws_lb" "b" {
  name = "b"
  ${body}
}
resource "aws_wafv2_web_acl" "w" {
  name  = "w"
  scope = "REGIONAL"
  ${rules}
}
resource "aws_wafv2_web_acl_association" "w" {
  resource_arn = aws_lb.b.arn
  web_acl_arn  = aws_wafv2_web_acl.w.arn
}`;
const [inputs, anonymous] = ['"AWSManagedRulesKnownBadInputsRuleSet"', '"AWSManagedRulesAnonymousIpList"'];

testRule(rule, {
  pass: { 'both groups': balancer(group(inputs) + group(anonymous)) },
  fail: { 'no rules': balancer(''), 'one of them': balancer(group(anonymous)) },
  unknown: { 'a group of unknown name': balancer(group(anonymous) + group('var.v')) },
  evasion: { 'another group': balancer(group(inputs) + group('"AWSManagedRulesCommonRuleSet"')) },
  silent: {
    internal: balancer('', 'internal = true'),
    'no web ACL': 'resource "aws_lb" "b" {\n name = "b"\n}',
  },
});
