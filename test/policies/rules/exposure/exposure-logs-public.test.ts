import { rule } from '../../../../policies/rules/exposure/exposure-logs-public';
import { testPublic } from './public-table';

testPublic(rule, {
  holder: (policy) => `resource "aws_cloudwatch_log_resource_policy" "x" {
    policy_name = "p"
    policy_document = ${policy}
  }`,
  action: 'logs:PutLogEvents',
  silent: { 'no policy': 'resource "aws_cloudwatch_log_resource_policy" "x" {}' },
});
