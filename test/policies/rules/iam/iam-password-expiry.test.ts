import { rule } from '../../../../policies/rules/iam/iam-password-expiry';
import { testRule } from '../support';

const account = (body: string) => `resource "aws_iam_account_password_policy" "p" {\n ${body}\n}`;

testRule(rule, {
  pass: { set: account('max_password_age = 90'), 'as a string': account('max_password_age = "90"') },
  fail: { absent: account(''), long: account('max_password_age = 91') },
  unknown: { 'a variable': `variable "x" {}\n${account('max_password_age = var.x')}` },
  evasion: { 'both alternatives': `variable "x" {}\n${account('max_password_age = var.x ? 91 : 0')}` },
});
