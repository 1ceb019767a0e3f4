import { rule } from '../../../../policies/rules/iam/iam-user-no-console';
import { testRule } from '../support';

const user = 'resource "aws_iam_user" "u" {\n name = "ann"\n}';
const profile = (name: string) => `${user}\nresource "aws_iam_user_login_profile" "p" {\n user = ${name}\n}`;

testRule(rule, {
  pass: {
    'a user with keys only': `${user}\nresource "aws_iam_access_key" "k" {\n user = aws_iam_user.u.name\n}`,
    'a password of another user': `resource "aws_iam_user" "v" {\n name = "bob"\n}\n${profile('"carl"')}`,
  },
  fail: { 'by reference': profile('aws_iam_user.u.name'), 'by name': profile('"ann"') },
  evasion: {
    'one of many': `${user}\nresource "aws_iam_user_login_profile" "p" {\n for_each = toset(["ann"])\n user = each.key\n}`,
  },
  unknown: { 'a variable': `variable "x" {}\n${profile('var.x')}` },
});
