import { rule } from '../../../../policies/rules/iam/iam-password-length';
import { testRule } from '../support';

const account = (body: string) => `resource "aws_iam_account_password_policy" "p" {\n ${body}\n}`;

testRule(rule, {
  pass: {
    set: account('minimum_password_length = 14'),
    'as a string': account('minimum_password_length = "14"'),
  },
  fail: { absent: account(''), short: account('minimum_password_length = 13') },
  unknown: { 'a variable': `variable "x" {}\n${account('minimum_password_length = var.x')}` },
  evasion: { 'both alternatives': `variable "x" {}\n${account('minimum_password_length = var.x ? 13 : 8')}` },
});
