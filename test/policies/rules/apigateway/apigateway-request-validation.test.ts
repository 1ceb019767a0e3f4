import { rule } from '../../../../policies/rules/apigateway/apigateway-request-validation';
import { testRule } from '../support';

const method = (body: string, verb = '"POST"') => `
variable "v" {}
resource "aws_api_gateway_request_validator" "r" {
  name = "r"
}
resource "aws_api_gateway_method" "m" {
  http_method   = ${verb}
  authorization = "AWS_IAM"
  ${body}
}`;

testRule(rule, {
  pass: {
    'a validator': method('request_validator_id = aws_api_gateway_request_validator.r.id'),
    'its id': method('request_validator_id = "abc123"'),
  },
  fail: { none: method(''), 'of an unknown verb': method('', 'var.v') },
  unknown: { 'a variable': method('request_validator_id = var.v') },
  evasion: { 'an empty id': method('request_validator_id = ""') },
  silent: { OPTIONS: method('', '"OPTIONS"') },
});
