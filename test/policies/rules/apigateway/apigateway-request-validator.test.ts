import { rule } from '../../../../policies/rules/apigateway/apigateway-request-validator';
import { testRule } from '../support';

const api = (rest: string, body = '') =>
  `variable "v" {}\nresource "aws_api_gateway_rest_api" "a" {\n name = "a"\n ${body}\n}\n${rest}`;
const validator = (body: string) =>
  `resource "aws_api_gateway_request_validator" "r" {\n name = "r"\n rest_api_id = aws_api_gateway_rest_api.a.id\n ${body}\n}`;

testRule(rule, {
  pass: { both: api(validator('validate_request_body = true\n validate_request_parameters = true')) },
  fail: { none: api(''), 'bodies only': api(validator('validate_request_body = true')) },
  unknown: {
    'a variable': api(validator('validate_request_body = var.v\n validate_request_parameters = true')),
  },
  evasion: {
    'the validator of another API': api(
      'resource "aws_api_gateway_request_validator" "r" {\n rest_api_id = "b"\n validate_request_body = true\n validate_request_parameters = true\n}',
    ),
  },
  silent: { 'an API from a definition': api('', 'body = "{}"') },
});
