import { rule } from '../../../../policies/rules/apigateway/apigateway-execution-log';
import { testRule } from '../support';

const common = `
variable "v" {}
resource "aws_api_gateway_rest_api" "a" {
  name = "a"
}
resource "aws_api_gateway_rest_api" "b" {
  name = "b"
}
resource "aws_api_gateway_stage" "s" {
  rest_api_id   = aws_api_gateway_rest_api.a.id
  deployment_id = "d"
  stage_name    = "live"
}`;
const settings = (
  level: string,
  path = '*/*',
  api = 'a',
  stage = 'aws_api_gateway_stage.s.stage_name',
  name = 'm',
) => `
resource "aws_api_gateway_method_settings" "${name}" {
  rest_api_id = aws_api_gateway_rest_api.${api}.id
  stage_name  = ${stage}
  method_path = "${path}"
  settings {
    logging_level = ${level}
  }
}`;
const method = (name: string) => `
resource "aws_api_gateway_method" "${name}" {
  rest_api_id   = aws_api_gateway_rest_api.a.id
  resource_id   = "r"
  http_method   = "GET"
  authorization = "NONE"
}`;

testRule(rule, {
  common,
  pass: {
    'errors of all methods': settings('"ERROR"'),
    'the stage named by its name': settings('"INFO"', '*/*', 'a', '"live"'),
    'the only method': method('x') + settings('"INFO"', 'path/GET'),
  },
  fail: {
    'no settings': '',
    OFF: settings('"OFF"'),
    'a level that there is not': settings('"DEBUG"'),
  },
  unknown: {
    'the level': settings('var.v'),
    'the stage': settings('"ERROR"', '*/*', 'a', 'var.v'),
  },
  evasion: {
    'the settings of another API with a stage of this name': settings('"ERROR"', '*/*', 'b', '"live"'),
    'one of two methods': method('x') + method('y') + settings('"ERROR"', 'path/GET'),
  },
});
