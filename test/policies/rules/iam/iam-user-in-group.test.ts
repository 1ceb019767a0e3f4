import { rule } from '../../../../policies/rules/iam/iam-user-in-group';
import { testRule } from '../support';

const user =
  'resource "aws_iam_user" "u" {\n name = "ann"\n}\nresource "aws_iam_group" "g" {\n name = "staff"\n}\n';

testRule(rule, {
  common: user,
  pass: {
    'by the user':
      'resource "aws_iam_user_group_membership" "m" {\n user = aws_iam_user.u.name\n groups = ["staff"]\n}',
    'by the group':
      'resource "aws_iam_group_membership" "m" {\n name = "m"\n group = aws_iam_group.g.name\n users = [aws_iam_user.u.name]\n}',
    'by names':
      'resource "aws_iam_group_membership" "m" {\n name = "m"\n group = "admins"\n users = ["ann"]\n}',
  },
  fail: {
    'no membership': '',
    'no groups':
      'resource "aws_iam_user_group_membership" "m" {\n user = aws_iam_user.u.name\n groups = []\n}',
  },
  evasion: {
    'somebody else’s':
      'resource "aws_iam_user_group_membership" "m" {\n user = "bob"\n groups = ["staff"]\n}',
  },
});
