import { rule } from '../../../../policies/rules/apigateway/apigateway-waf-log4j';
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
const stage = (rules: string) => `
variable "v" {}
resource "aws_api_gateway_stage" "s" {
  rest_api_id = "a"
  stage_name  = "live"
}
resource "aws_wafv2_web_acl" "w" {
  name  = "w"
  scope = "REGIONAL"
  ${rules}
}
resource "aws_wafv2_web_acl_association" "w" {
  resource_arn = aws_api_gateway_stage.s.arn
  web_acl_arn  = aws_wafv2_web_acl.w.arn
}`;
const [inputs, anonymous] = ['"AWSManagedRulesKnownBadInputsRuleSet"', '"AWSManagedRulesAnonymousIpList"'];

testRule(rule, {
  pass: { 'both groups': stage(group(inputs) + group(anonymous)) },
  fail: { 'no rules': stage(''), 'one of them': stage(group(anonymous)) },
  unknown: { 'a group of unknown name': stage(group(inputs) + group('var.v')) },
  evasion: {
    'another group of a like name': stage(group('"AWSManagedRulesKnownBadInputs"') + group(anonymous)),
  },
  silent: { 'no web ACL': 'resource "aws_api_gateway_stage" "s" {\n stage_name = "live"\n}' },
});
