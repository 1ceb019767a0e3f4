import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-route-authorization';
import { testRule } from '../support';

const route = (body: string, key = '"GET /x"', protocol = 'HTTP') => `
variable "v" {}
resource "aws_apigatewayv2_api" "a" {
  name          = "a"
  protocol_type = "${protocol}"
}
resource "aws_apigatewayv2_route" "r" {
  api_id    = aws_apigatewayv2_api.a.id
  route_key = ${key}
  ${body}
}`;

testRule(rule, {
  pass: {
    JWT: route('authorization_type = "JWT"'),
    IAM: route('authorization_type = "AWS_IAM"', '"$default"'),
    'a connection that is authorized': route('authorization_type = "CUSTOM"', '"$connect"', 'WEBSOCKET'),
  },
  fail: {
    'nothing said': route(''),
    NONE: route('authorization_type = "NONE"'),
    'a connection': route('', '"$connect"', 'WEBSOCKET'),
  },
  unknown: { 'a variable': route('authorization_type = var.v') },
  evasion: {
    'a route that is named like a verb': route('', '"ANY /OPTIONS"'),
    'a key that is not known': route('', 'var.v'),
  },
  silent: {
    'a preflight request': route('', '"OPTIONS /x"'),
    'a message on an open connection': route('', '"$default"', 'WEBSOCKET'),
  },
});
