import { rule } from '../../../../policies/rules/apigateway/apigateway-method-authorization';
import { testRule } from '../support';

const method = (body: string, api = '') => `
variable "v" {}
resource "aws_api_gateway_rest_api" "a" {
  name = "a"
  ${api}
}
resource "aws_api_gateway_method" "m" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  resource_id = "r"
  ${body}
}`;
const open = 'http_method = "GET"\n authorization = "NONE"';
const policy = (statement: string) =>
  `policy = jsonencode({ Version = "2012-10-17", Statement = [${statement}] })`;
const everybody = '{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }';

testRule(rule, {
  pass: {
    IAM: method('http_method = "GET"\n authorization = "AWS_IAM"'),
    'an unknown verb, with IAM': method('http_method = var.v\n authorization = "AWS_IAM"'),
    'an API key, which another rule judges': method(`${open}\n api_key_required = "true"`),
    'a private API': method(open, 'endpoint_configuration {\n types = ["PRIVATE"]\n}'),
    'a policy for one account': method(
      open,
      policy(
        '{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "execute-api:Invoke", Resource = "*" }',
      ),
    ),
    'a policy beside the API': `${method(open)}
      resource "aws_api_gateway_rest_api_policy" "p" {
        rest_api_id = aws_api_gateway_rest_api.a.id
        ${policy(`${everybody}, { Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "*", Condition = { NotIpAddress = { "aws:SourceIp" = ["192.0.2.0/24"] } } }`)}
      }`,
  },
  fail: {
    NONE: method(open),
    'nothing said': method('http_method = "POST"'),
    'a policy for everybody': method(open, policy(everybody)),
    'a policy for everybody who uses TLS': method(
      open,
      policy(
        `${everybody}, { Effect = "Deny", Principal = "*", Action = "execute-api:Invoke", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }`,
      ),
    ),
  },
  unknown: {
    'the authorization': method('http_method = "GET"\n authorization = var.v'),
    'the verb': method('http_method = var.v\n authorization = "NONE"'),
    'the policy': method(open, 'policy = var.v'),
    'the kinds of endpoint': method(open, 'endpoint_configuration {\n types = [var.v]\n}'),
  },
  evasion: {
    'ANY, which includes GET': method('http_method = "ANY"\n authorization = "NONE"'),
    'private and regional': method(open, 'endpoint_configuration {\n types = ["PRIVATE", "REGIONAL"]\n}'),
    'an API that is not in the input':
      'resource "aws_api_gateway_method" "m" {\n rest_api_id = "abc"\n resource_id = "r"\n http_method = "GET"\n authorization = "NONE"\n}',
  },
  silent: { OPTIONS: method('http_method = "OPTIONS"\n authorization = "NONE"') },
});
