import { rule } from '../../../../policies/rules/logs/logs-alarm-notifies';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudwatch_metric_alarm" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a topic': of('alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:t"]'),
    'part of another': `resource "aws_cloudwatch_metric_alarm" "r" {
  alarm_name = "a"
}
resource "aws_cloudwatch_composite_alarm" "r" {
  alarm_rule = "ALARM(\${aws_cloudwatch_metric_alarm.r.alarm_name}) OR ALARM(z)"
  alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:t"]
}`,
    'a policy of scaling': of('ok_actions = ["arn:aws:autoscaling:eu-west-1:123456789012:scalingPolicy:p"]'),
  },
  fail: {
    nothing: of('alarm_name = "a"'),
    'an empty list': of(`alarm_name = "a"
  alarm_actions = []`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`alarm_actions = var.v`)}`,
  },
  evasion: {
    'a composite alarm of others': `resource "aws_cloudwatch_metric_alarm" "r" {
  alarm_name = "a"
}
resource "aws_cloudwatch_composite_alarm" "r" {
  alarm_rule = "ALARM(b)"
  alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:t"]
}`,
  },
});
