import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-jwt-audience';
import { testRule } from '../support';

const authorizer = (body: string, kind = 'JWT') =>
  `variable "v" {}\nresource "aws_apigatewayv2_authorizer" "a" {\n api_id = "a"\n name = "a"\n authorizer_type = "${kind}"\n jwt_configuration {\n issuer = "https://i"\n ${body}\n}\n}`;

testRule(rule, {
  pass: { 'an audience': authorizer('audience = ["app"]') },
  fail: { none: authorizer('') },
  unknown: { 'a variable': authorizer('audience = var.v') },
  evasion: { 'an empty list': authorizer('audience = []') },
  silent: { 'a Lambda authorizer': authorizer('', 'REQUEST') },
});
