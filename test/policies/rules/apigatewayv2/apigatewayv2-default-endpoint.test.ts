import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-default-endpoint';
import { testRule } from '../support';

const api = (body: string) => `
variable "v" {}
resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "HTTP"
  ${body}
}
resource "aws_apigatewayv2_api_mapping" "m" {
  api_id      = aws_apigatewayv2_api.a.id
  domain_name = "api.example.com"
  stage       = "live"
}`;

testRule(rule, {
  pass: { disabled: api('disable_execute_api_endpoint = true') },
  fail: { 'nothing said': api('') },
  unknown: { 'a variable': api('disable_execute_api_endpoint = var.v') },
  evasion: { 'a string': api('disable_execute_api_endpoint = "false"') },
  silent: { 'no domain name': 'resource "aws_apigatewayv2_api" "a" {\n name = "a"\n}' },
});
