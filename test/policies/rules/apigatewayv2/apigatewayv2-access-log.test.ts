import { rule } from '../../../../policies/rules/apigatewayv2/apigatewayv2-access-log';
import { testRule } from '../support';

const stage = (body: string) => `
variable "v" {}
resource "aws_cloudwatch_log_group" "l" {
  name = "l"
}
resource "aws_apigatewayv2_stage" "s" {
  api_id = "a"
  name   = "live"
  ${body}
}`;

testRule(rule, {
  pass: {
    'a log group': stage(
      'access_log_settings {\n destination_arn = aws_cloudwatch_log_group.l.arn\n format = "x"\n}',
    ),
  },
  fail: { 'no block': stage('') },
  unknown: { 'the destination': stage('access_log_settings {\n destination_arn = var.v\n format = "x"\n}') },
  evasion: {
    'an empty destination': stage('access_log_settings {\n destination_arn = ""\n format = "x"\n}'),
  },
});
