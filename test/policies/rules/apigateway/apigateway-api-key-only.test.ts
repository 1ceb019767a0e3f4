import { rule } from '../../../../policies/rules/apigateway/apigateway-api-key-only';
import { testRule } from '../support';

const method = (body: string) => `
variable "v" {}
resource "aws_api_gateway_method" "m" {
  rest_api_id = "a"
  resource_id = "r"
  ${body}
}`;

testRule(rule, {
  pass: {
    'IAM and a key': method('http_method = "GET"\n authorization = "AWS_IAM"\n api_key_required = true'),
  },
  fail: { 'a key': method('http_method = "GET"\n authorization = "NONE"\n api_key_required = true') },
  unknown: {
    'whether there is authorization': method(
      'http_method = "GET"\n authorization = var.v\n api_key_required = true',
    ),
    'whether there is a key': method(
      'http_method = "GET"\n authorization = "NONE"\n api_key_required = var.v',
    ),
  },
  evasion: { 'a string': method('http_method = "GET"\n authorization = "NONE"\n api_key_required = "true"') },
  silent: { 'no key': method('http_method = "GET"\n authorization = "NONE"') },
});
