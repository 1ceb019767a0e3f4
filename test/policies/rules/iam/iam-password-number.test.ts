import { rule } from '../../../../policies/rules/iam/iam-password-number';
import { testRule } from '../support';

const account = (body: string) => `resource "aws_iam_account_password_policy" "p" {\n ${body}\n}`;

testRule(rule, {
  pass: { set: account('require_numbers = true'), 'as a string': account('require_numbers = "true"') },
  fail: { absent: account(''), off: account('require_numbers = false') },
  unknown: { 'a variable': `variable "x" {}\n${account('require_numbers = var.x')}` },
  evasion: {
    'both alternatives': `variable "x" {}\n${account('require_numbers = var.x ? false : "false"')}`,
  },
});
