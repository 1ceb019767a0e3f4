import { rule } from '../../../../policies/rules/iam/iam-password-reuse-24';
import { testRule } from '../support';

const account = (body: string) => `resource "aws_iam_account_password_policy" "p" {\n ${body}\n}`;

testRule(rule, {
  pass: {
    all: account('password_reuse_prevention = 24'),
    'as a string': account('password_reuse_prevention = "24"'),
  },
  fail: {
    fewer: account('password_reuse_prevention = 23'),
    'as many as the other rule wants': account('password_reuse_prevention = 5'),
  },
  unknown: { 'a variable': `variable "x" {}\n${account('password_reuse_prevention = var.x')}` },
  silent: {
    'what the other rule accuses': account('password_reuse_prevention = 4'),
    absent: account(''),
  },
});
