import { rule } from '../../../../policies/rules/exposure/exposure-api-private';
import { policyOf, testPublic } from './public-table';

const api = (type: string, policy: string) => `resource "aws_api_gateway_rest_api" "x" {
  name   = "a"
  policy = ${policy}
  endpoint_configuration {
    types = ["${type}"]
  }
}`;

testPublic(rule, {
  holder: (policy) => api('PRIVATE', policy),
  action: 'execute-api:Invoke',
  silent: {
    'an API that is meant to be public': api(
      'REGIONAL',
      policyOf(
        'Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*"',
      ),
    ),
  },
});
