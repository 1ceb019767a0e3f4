import { rule } from '../../../../policies/rules/iam/iam-password-symbol';
import { testRule } from '../support';

const account = (body: string) => `resource "aws_iam_account_password_policy" "p" {\n ${body}\n}`;

testRule(rule, {
  pass: { set: account('require_symbols = true'), 'as a string': account('require_symbols = "true"') },
  fail: { absent: account(''), off: account('require_symbols = false') },
  unknown: { 'a variable': `variable "x" {}\n${account('require_symbols = var.x')}` },
  evasion: {
    'both alternatives': `variable "x" {}\n${account('require_symbols = var.x ? false : "false"')}`,
  },
});
