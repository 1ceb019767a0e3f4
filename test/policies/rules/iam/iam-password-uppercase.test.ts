import { rule } from '../../../../policies/rules/iam/iam-password-uppercase';
import { testRule } from '../support';

const account = (body: string) => `resource "aws_iam_account_password_policy" "p" {\n ${body}\n}`;

testRule(rule, {
  pass: {
    set: account('require_uppercase_characters = true'),
    'as a string': account('require_uppercase_characters = "true"'),
  },
  fail: { absent: account(''), off: account('require_uppercase_characters = false') },
  unknown: { 'a variable': `variable "x" {}\n${account('require_uppercase_characters = var.x')}` },
  evasion: {
    'both alternatives': `variable "x" {}\n${account('require_uppercase_characters = var.x ? false : "false"')}`,
  },
});
