import { rule } from '../../../../policies/rules/secretsmanager/secretsmanager-rotation-period';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_secretsmanager_secret_rotation" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'a month': of(`rotation_rules {
    automatically_after_days = 30
  }`),
    'a rate': of(`rotation_rules {
    schedule_expression = "rate(4 hours)"
  }`),
    'each month': of(`rotation_rules {
    schedule_expression = "cron(0 16 1 * ? *)"
  }`),
    'each third month': of(`rotation_rules {
    schedule_expression = "cron(0 16 1 */3 ? *)"
  }`),
  },
  fail: {
    'no rules': of('secret_id = "s"'),
    '91 days': of(`rotation_rules {
    automatically_after_days = 91
  }`),
    'a slow rate': of(`rotation_rules {
    schedule_expression = "rate(120 days)"
  }`),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`rotation_rules {
    automatically_after_days = var.v
  }`)}`,
  },
  evasion: {
    'once a year by cron': of(`rotation_rules {
    schedule_expression = "cron(0 16 1 1 ? *)"
  }`),
    'each half year by cron': of(`rotation_rules {
    schedule_expression = "cron(0 16 1 1/6 ? *)"
  }`),
    'hours that are months': of(`rotation_rules {
    schedule_expression = "rate(2400 hours)"
  }`),
  },
});
