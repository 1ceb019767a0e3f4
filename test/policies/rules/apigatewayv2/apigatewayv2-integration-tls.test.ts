import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-integration-tls';
import { testRule } from '../support';

const integration = (body: string, kind = 'HTTP_PROXY') =>
  `variable "v" {}\nresource "aws_apigatewayv2_integration" "i" {\n api_id = "a"\n integration_type = "${kind}"\n ${body}\n}`;

testRule(rule, {
  pass: {
    https: integration('integration_uri = "https://example.com"'),
    'a VPC link': integration('integration_uri = "http://example.com"\n connection_type = "VPC_LINK"'),
  },
  fail: { http: integration('integration_uri = "http://example.com"') },
  unknown: { 'a variable': integration('integration_uri = var.v') },
  evasion: { 'an unknown host': integration(`integration_uri = "http://\${var.v}/x"`) },
  silent: { Lambda: integration('integration_uri = "arn:aws:lambda:x"', 'AWS_PROXY') },
});
