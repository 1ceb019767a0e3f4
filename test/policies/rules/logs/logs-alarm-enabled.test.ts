import { rule } from '../../../../policies/rules/logs/logs-alarm-enabled';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudwatch_metric_alarm" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('alarm_name = "a"'),
    on: of('actions_enabled = true'),
  },
  fail: {
    off: of('actions_enabled = false'),
    'a composite one': `resource "aws_cloudwatch_composite_alarm" "r" {
  actions_enabled = false
}`,
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`actions_enabled = var.v`)}`,
  },
});
