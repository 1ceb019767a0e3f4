import { rule } from '../../../../policies/rules/apigateway/apigateway-access-log';
import { testRule } from '../support';

const stage = (body: string) => `
variable "v" {}
resource "aws_cloudwatch_log_group" "l" {
  name = "l"
}
resource "aws_api_gateway_stage" "s" {
  rest_api_id   = "a"
  deployment_id = "d"
  stage_name    = "live"
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
    'a dynamic block without elements': stage(
      'dynamic "access_log_settings" {\n for_each = []\n content {\n destination_arn = "arn:x"\n format = "x"\n}\n}',
    ),
  },
});
