import { rule } from '../../../../policies/rules/apigateway/apigateway-options-policy';
import { testRule } from '../support';

const method = (body: string, policy: string) => `
variable "v" {}
resource "aws_api_gateway_rest_api" "a" {
  name = "a"
  ${policy}
}
resource "aws_api_gateway_method" "m" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  resource_id = "r"
  http_method = "OPTIONS"
  ${body}
}`;
const open =
  'policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "*" }] })';

testRule(rule, {
  pass: {
    IAM: method('authorization = "AWS_IAM"', open),
    'no policy': method('authorization = "NONE"', ''),
    'a private API': method(
      'authorization = "NONE"',
      `${open}\n endpoint_configuration {\n types = ["PRIVATE"]\n}`,
    ),
    'an API key': method('authorization = "NONE"\n api_key_required = true', open),
  },
  fail: { 'a policy for everybody': method('authorization = "NONE"', open) },
  unknown: { 'the policy': method('authorization = "NONE"', 'policy = var.v') },
  evasion: {
    'a data source': `${method('authorization = "NONE"', 'policy = data.aws_iam_policy_document.d.json')}
      data "aws_iam_policy_document" "d" {
        statement {
          principals {
            type        = "AWS"
            identifiers = ["*"]
          }
          actions   = ["execute-api:*"]
          resources = ["*"]
        }
      }`,
  },
  silent: {
    GET: 'resource "aws_api_gateway_method" "m" {\n rest_api_id = "a"\n resource_id = "r"\n http_method = "GET"\n authorization = "NONE"\n}',
  },
});
