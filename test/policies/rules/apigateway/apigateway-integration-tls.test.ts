import { rule } from '../../../../policies/rules/apigateway/apigateway-integration-tls';
import { testRule } from '../support';

const integration = (body: string, kind = 'HTTP_PROXY') =>
  `variable "v" {}\nresource "aws_api_gateway_integration" "i" {\n type = "${kind}"\n ${body}\n}`;

testRule(rule, {
  pass: {
    https: integration('uri = "https://example.com"'),
    'a VPC link': integration(
      'uri = "http://example.com"\n connection_type = "VPC_LINK"\n connection_id = "v"',
    ),
  },
  fail: {
    http: integration('uri = "http://example.com"'),
    'a certificate that nobody checks': integration(
      'uri = "https://example.com"\n tls_config {\n insecure_skip_verification = true\n}',
    ),
  },
  unknown: { 'a variable': integration('uri = var.v') },
  evasion: {
    'an unknown host': integration(`uri = "http://\${var.v}/x"`),
    'capital letters': integration('uri = "HTTP://example.com"', 'HTTP'),
  },
  silent: { Lambda: integration('uri = "arn:aws:apigateway:x"', 'AWS_PROXY') },
});
