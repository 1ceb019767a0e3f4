import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-quick-create';
import { testRule } from '../support';

const api = (body: string) =>
  `variable "v" {}\nresource "aws_apigatewayv2_api" "a" {\n name = "a"\n protocol_type = "HTTP"\n ${body}\n}`;

testRule(rule, {
  pass: { 'an empty target': api('target = ""') },
  fail: {
    'a function': api('target = "arn:aws:lambda:eu-central-1:123456789012:function:f"'),
    'a URL': api('route_key = "GET /"\n target = "https://example.com"'),
  },
  unknown: { 'a variable': api('target = var.v') },
  silent: { 'no target': api('') },
});
