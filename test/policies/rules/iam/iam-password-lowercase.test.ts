import { rule } from '../../../../policies/rules/iam/iam-password-lowercase';
import { testRule } from '../support';

const account = (body: string) => `resource "aws_iam_account_password_policy" "p" {\n ${body}\n}`;

testRule(rule, {
  pass: {
    set: account('require_lowercase_characters = true'),
    'as a string': account('require_lowercase_characters = "true"'),
  },
  fail: { absent: account(''), off: account('require_lowercase_characters = false') },
  unknown: { 'a variable': `variable "x" {}\n${account('require_lowercase_characters = var.x')}` },
  evasion: {
    'both alternatives': `variable "x" {}\n${account('require_lowercase_characters = var.x ? false : "false"')}`,
  },
});
