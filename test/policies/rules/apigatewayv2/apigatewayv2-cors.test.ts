import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-cors';
import { testRule } from '../support';

const api = (body: string) =>
  `variable "v" {}\nresource "aws_apigatewayv2_api" "a" {\n name = "a"\n protocol_type = "HTTP"\n cors_configuration {\n ${body}\n}\n}`;

testRule(rule, {
  pass: { 'one origin': api('allow_origins = ["https://example.com"]\n allow_credentials = true') },
  fail: { 'every origin': api('allow_origins = ["*"]') },
  unknown: {
    'a variable': api('allow_origins = var.v'),
    'one of them': api('allow_origins = ["https://a.example", var.v]'),
  },
  evasion: {
    'every origin with TLS, with credentials': api(
      'allow_origins = ["https://*"]\n allow_credentials = true',
    ),
    'among others': api('allow_origins = ["https://example.com", "*"]'),
    'beside an unknown one': api('allow_origins = [var.v, "*"]'),
  },
  silent: { 'no origins': api('allow_methods = ["GET"]') },
});
