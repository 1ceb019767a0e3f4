import { rule } from '../../../../policies/rules/logs/logs-group-class';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudwatch_log_metric_filter" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the usual class': `resource "aws_cloudwatch_log_group" "g" {
  name = "/a"
}
resource "aws_cloudwatch_log_metric_filter" "r" {
  log_group_name = aws_cloudwatch_log_group.g.name
}`,
  },
  fail: {
    rare: `resource "aws_cloudwatch_log_group" "g" {
  name = "/a"
  log_group_class = "INFREQUENT_ACCESS"
}
resource "aws_cloudwatch_log_metric_filter" "r" {
  log_group_name = aws_cloudwatch_log_group.g.name
}`,
    'a subscription by name': `resource "aws_cloudwatch_log_group" "g" {
  name = "/a"
  log_group_class = "DELIVERY"
}
resource "aws_cloudwatch_log_subscription_filter" "r" {
  log_group_name = "/a"
}`,
  },
  unknown: {
    'a variable': `variable "v" {}
resource "aws_cloudwatch_log_group" "g" {
  name = "/a"
  log_group_class = var.v
}
resource "aws_cloudwatch_log_metric_filter" "r" {
  log_group_name = "/a"
}`,
  },
  silent: {
    'a group of others': of('log_group_name = "/b"'),
  },
});
