import { rule } from '../../../../policies/rules/apigateway/apigateway-throttling';
import { testRule } from '../support';

const stage = (settings: string, path = '*/*') => `
variable "v" {}
resource "aws_api_gateway_stage" "s" {
  rest_api_id = "a"
  stage_name  = "live"
}
resource "aws_api_gateway_method_settings" "m" {
  rest_api_id = "a"
  stage_name  = aws_api_gateway_stage.s.stage_name
  method_path = "${path}"
  settings {
    ${settings}
  }
}`;
const limits = 'throttling_rate_limit = 100\n throttling_burst_limit = 50';

testRule(rule, {
  pass: { limits: stage(limits) },
  fail: {
    'no limits': stage('logging_level = "INFO"'),
    'no settings': 'resource "aws_api_gateway_stage" "s" {\n stage_name = "live"\n}',
  },
  unknown: { 'a variable': stage('throttling_rate_limit = var.v\n throttling_burst_limit = 50') },
  evasion: {
    'no limit, said so': stage('throttling_rate_limit = -1\n throttling_burst_limit = -1'),
    'one method': stage(limits, 'path/GET'),
    'a rate without a burst': stage('throttling_rate_limit = 100'),
  },
});
