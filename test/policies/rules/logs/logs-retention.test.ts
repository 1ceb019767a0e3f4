import { rule } from '../../../../policies/rules/logs/logs-retention';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudwatch_log_group" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a month': of('retention_in_days = 30'),
    'for ever, and said so': of('retention_in_days = 0'),
  },
  fail: {
    nothing: of('name = "/a"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`retention_in_days = var.v`)}`,
  },
  evasion: {
    'a null': `variable "d" {
  type    = number
  default = null
}
resource "aws_cloudwatch_log_group" "r" {
  retention_in_days = var.d
}`,
  },
});
