import { rule } from '../../../../policies/rules/iam/iam-group-has-users';
import { testRule } from '../support';

const of = (users: string) =>
  `resource "aws_iam_group_membership" "m" {\n name = "m"\n group = "staff"\n ${users}\n}`;

testRule(rule, {
  pass: {
    'by name': of('users = ["ann"]'),
    'by reference': `resource "aws_iam_user" "u" {\n name = "ann"\n}\n${of('users = [aws_iam_user.u.name]')}`,
  },
  fail: { 'none written': of(''), 'an empty list': of('users = []') },
  evasion: { 'an empty name': of('users = [""]'), 'none of no users': of('users = [for u in [] : u]') },
  unknown: { 'a variable': `variable "x" {}\n${of('users = var.x')}` },
});
