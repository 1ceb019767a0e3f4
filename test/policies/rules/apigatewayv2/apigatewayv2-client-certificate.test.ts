import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-client-certificate';
import { testRule } from '../support';

const stage = (body: string, protocol = 'WEBSOCKET') => `
variable "v" {}
resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "${protocol}"
}
resource "aws_apigatewayv2_stage" "s" {
  api_id = aws_apigatewayv2_api.a.id
  name   = "live"
  ${body}
}`;

testRule(rule, {
  pass: { 'a certificate': stage('client_certificate_id = "abc"') },
  fail: { none: stage('') },
  unknown: { 'a variable': stage('client_certificate_id = var.v') },
  evasion: { 'an empty id': stage('client_certificate_id = ""') },
  silent: { 'an HTTP API': stage('', 'HTTP') },
});
