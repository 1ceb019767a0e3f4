import { rule } from '../../../../policies/rules/cloudtrail/cloudtrail-log-group';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudtrail" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a group': `resource "aws_cloudwatch_log_group" "g" {
  name = "/t"
}
resource "aws_cloudtrail" "r" {
  cloud_watch_logs_group_arn = "\${aws_cloudwatch_log_group.g.arn}:*"
}`,
  },
  fail: {
    nothing: of('name = "t"'),
    empty: of('cloud_watch_logs_group_arn = ""'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`cloud_watch_logs_group_arn = var.v`)}`,
  },
});
