import { rule } from '../../../../policies/rules/apigateway/apigateway-default-endpoint';
import { testRule } from '../support';

const api = (body: string) => `
variable "v" {}
resource "aws_api_gateway_rest_api" "a" {
  name = "a"
  ${body}
}
resource "aws_api_gateway_base_path_mapping" "m" {
  api_id      = aws_api_gateway_rest_api.a.id
  domain_name = "api.example.com"
}`;

testRule(rule, {
  pass: { disabled: api('disable_execute_api_endpoint = true') },
  fail: { 'nothing said': api('') },
  unknown: { 'a variable': api('disable_execute_api_endpoint = var.v') },
  evasion: { 'a string': api('disable_execute_api_endpoint = "false"') },
  silent: { 'no domain name': 'resource "aws_api_gateway_rest_api" "a" {\n name = "a"\n}' },
});
