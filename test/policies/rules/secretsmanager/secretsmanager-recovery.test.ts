import { rule } from '../../../../policies/rules/secretsmanager/secretsmanager-recovery';
import { testRule } from '../support';

const of = (body: string) => `resource "aws_secretsmanager_secret" "r" {
  ${body}
}`;

testRule(rule, {
  pass: {
    'the default': of('name = "s"'),
    'a week': of('recovery_window_in_days = 7'),
  },
  fail: {
    none: of('recovery_window_in_days = 0'),
  },
  unknown: {
    'a variable': `variable "v" {}\n${of(`recovery_window_in_days = var.v`)}`,
  },
  evasion: {
    'as a text': of('recovery_window_in_days = "0"'),
  },
});
