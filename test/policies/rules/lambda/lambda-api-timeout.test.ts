import { rule } from '../../../../policies/rules/lambda/lambda-api-timeout';
import { testRule } from '../support';
import { lambda } from './lambda-function';

const behindApi = (body: string) => `${lambda(body)}
resource "aws_api_gateway_integration" "i" {
  rest_api_id             = "a"
  resource_id             = "r"
  http_method             = "POST"
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.f.invoke_arn
}`;

testRule(rule, {
  pass: { short: behindApi('timeout = 29'), 'the default': behindApi('') },
  fail: { long: behindApi('timeout = 300') },
  unknown: { 'a variable': `variable "t" {}\n${behindApi('timeout = var.t')}` },
  silent: { 'behind no API': lambda('timeout = 900') },
});
