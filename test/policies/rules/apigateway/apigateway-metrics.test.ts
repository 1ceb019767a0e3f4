import { rule } from '../../../../policies/rules/apigateway/apigateway-metrics';
import { testRule } from '../support';

const stage = (settings: string) => `
variable "v" {}
resource "aws_api_gateway_stage" "s" {
  rest_api_id   = "a"
  deployment_id = "d"
  stage_name    = "live"
}
resource "aws_api_gateway_method_settings" "m" {
  rest_api_id = "a"
  stage_name  = aws_api_gateway_stage.s.stage_name
  method_path = "*/*"
  settings {
    ${settings}
  }
}`;

testRule(rule, {
  pass: { metrics: stage('metrics_enabled = true') },
  fail: { 'no metrics': stage('logging_level = "INFO"') },
  unknown: { 'a variable': stage('metrics_enabled = var.v') },
  evasion: { 'a string': stage('metrics_enabled = "false"') },
  silent: {
    'no settings': 'resource "aws_api_gateway_stage" "s" {\n rest_api_id = "a"\n stage_name = "live"\n}',
  },
});
