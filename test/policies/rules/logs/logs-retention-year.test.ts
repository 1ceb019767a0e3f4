import { rule } from '../../../../policies/rules/logs/logs-retention-year';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_cloudwatch_log_group" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a year': of('retention_in_days = 365'),
    'for ever': of('retention_in_days = 0'),
    'not written, which is for ever': of('name = "/a"'),
  },
  fail: {
    'a week': of('retention_in_days = 7'),
    'as a text': of('retention_in_days = "30"'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`retention_in_days = var.v`)}`,
  },
});
