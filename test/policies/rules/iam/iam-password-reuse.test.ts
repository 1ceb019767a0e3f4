import { rule } from '../../../../policies/rules/iam/iam-password-reuse';
import { testRule } from '../support';

const account = (body: string) => `resource "aws_iam_account_password_policy" "p" {\n ${body}\n}`;

testRule(rule, {
  pass: {
    set: account('password_reuse_prevention = 24'),
    'as many as needed': account('password_reuse_prevention = 5'),
    'as a string': account('password_reuse_prevention = "24"'),
  },
  fail: { absent: account(''), few: account('password_reuse_prevention = 4') },
  unknown: { 'a variable': `variable "x" {}\n${account('password_reuse_prevention = var.x')}` },
  evasion: {
    'both alternatives': `variable "x" {}\n${account('password_reuse_prevention = var.x ? 4 : 1')}`,
  },
});
