import { rule } from '../../../../policies/rules/apigateway/apigateway-log-format';
import { testRule } from '../support';

const stage = (format: string, type = 'aws_api_gateway_stage') => `
variable "v" {}
resource "${type}" "s" {
  access_log_settings {
    destination_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:l"
    format          = ${format}
  }
}`;

testRule(rule, {
  pass: {
    jsonencode: stage('jsonencode({ id = "$context.requestId" })'),
    'a number without quotation marks': stage(String.raw`"{\"status\": $context.status}"`),
  },
  fail: {
    CLF: stage('"$context.identity.sourceIp [$context.requestTime] $context.status"'),
    'an HTTP API': stage('"$context.requestId"', 'aws_apigatewayv2_stage'),
  },
  unknown: { 'a variable': stage('var.v') },
  evasion: { 'JSON, but no object': stage(String.raw`"\"$context.requestId\""`) },
  silent: { 'no access log': 'resource "aws_api_gateway_stage" "s" {\n stage_name = "live"\n}' },
});
