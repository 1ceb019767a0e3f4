import { rule } from '../../../../policies/rules/apigateway/apigateway-client-certificate';
import { testRule } from '../support';

const stage = (body: string, kind?: string) => `
variable "v" {}
resource "aws_api_gateway_client_certificate" "c" {}
resource "aws_api_gateway_rest_api" "a" {
  name = "a"
}
resource "aws_api_gateway_stage" "s" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  stage_name  = "live"
  ${body}
}
${kind ? `resource "aws_api_gateway_integration" "i" {\n rest_api_id = aws_api_gateway_rest_api.a.id\n type = ${kind}\n}` : ''}`;

testRule(rule, {
  pass: {
    'a certificate': stage('client_certificate_id = aws_api_gateway_client_certificate.c.id', '"HTTP_PROXY"'),
    'Lambda functions only': stage('', '"AWS_PROXY"'),
  },
  fail: { 'an HTTP back end': stage('', '"HTTP_PROXY"'), 'no integration to be seen': stage('') },
  unknown: { 'a variable': stage('client_certificate_id = var.v') },
  evasion: {
    'an empty id': stage('client_certificate_id = ""', '"HTTP"'),
    'an integration of unknown kind': stage('', 'var.v'),
  },
});
