import { rule } from '../../../../policies/rules/apigateway/apigateway-private-endpoint';
import { testRule } from '../support';

const api = (body: string, kind = 'PRIVATE', rest = '') => `
variable "v" {}
resource "aws_api_gateway_rest_api" "a" {
  name = "a"
  ${rest}
  endpoint_configuration {
    types = ["${kind}"]
    ${body}
  }
}`;
const policy = (condition: string) =>
  `policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*"${condition} }] })`;

testRule(rule, {
  pass: {
    endpoints: api('vpc_endpoint_ids = ["vpce-1"]'),
    'a condition': api(
      '',
      'PRIVATE',
      policy(', Condition = { StringEquals = { "aws:SourceVpce" = "vpce-1" } }'),
    ),
  },
  fail: { neither: api(''), 'a policy for every endpoint': api('', 'PRIVATE', policy('')) },
  unknown: {
    'the endpoints': api('vpc_endpoint_ids = var.v'),
    'the policy': api('', 'PRIVATE', 'policy = var.v'),
  },
  evasion: {
    'no endpoint in the list': api('vpc_endpoint_ids = []'),
    'a condition on something else': api(
      '',
      'PRIVATE',
      policy(', Condition = { Bool = { "aws:SecureTransport" = "true" } }'),
    ),
  },
  silent: { 'a regional API': api('', 'REGIONAL') },
});
