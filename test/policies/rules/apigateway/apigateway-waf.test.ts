import { rule } from '../../../../policies/rules/apigateway/apigateway-waf';
import { testRule } from '../support';

const stage = (rest: string, kinds = '["REGIONAL"]') => `
variable "v" {}
resource "aws_api_gateway_rest_api" "a" {
  name = "a"
  endpoint_configuration {
    types = ${kinds}
  }
}
resource "aws_api_gateway_stage" "s" {
  rest_api_id   = aws_api_gateway_rest_api.a.id
  deployment_id = "d"
  stage_name    = "live"
}
${rest}`;
const association = (arn: string, type = 'aws_wafv2_web_acl_association') =>
  `resource "${type}" "w" {\n resource_arn = ${arn}\n web_acl_arn = "arn:w"\n}`;

testRule(rule, {
  pass: {
    associated: stage(association('aws_api_gateway_stage.s.arn')),
    'the first version': stage(
      association('aws_api_gateway_stage.s.arn', 'aws_wafregional_web_acl_association'),
    ),
    'an ARN put together': stage(
      association(
        `"arn:aws:apigateway:eu-central-1::/restapis/\${aws_api_gateway_rest_api.a.id}/stages/live"`,
      ),
    ),
    private: stage('', '["PRIVATE"]'),
  },
  fail: {
    regional: stage(''),
    'edge, the default': `resource "aws_api_gateway_rest_api" "a" {\n name = "a"\n}
      resource "aws_api_gateway_stage" "s" {\n rest_api_id = aws_api_gateway_rest_api.a.id\n stage_name = "live"\n}`,
  },
  unknown: {
    'which resource is protected': stage(association('var.v')),
    'an API that is not in the input': 'resource "aws_api_gateway_stage" "s" {\n rest_api_id = "a"\n}',
    'the kinds of endpoint': stage('', '[var.v]'),
  },
  evasion: {
    'the web ACL of another stage': stage(`resource "aws_api_gateway_stage" "other" {
        rest_api_id = "b"
        stage_name  = "live"
      }
      ${association('aws_api_gateway_stage.other.arn')}`),
    'none of them': stage(
      'resource "aws_wafv2_web_acl_association" "w" {\n count = 0\n resource_arn = aws_api_gateway_stage.s.arn\n web_acl_arn = "arn:w"\n}',
    ),
  },
});
