import { rule } from '../../../../policies/rules/iam/iam-no-root-access-key';
import { testRule } from '../support';

const key = (user: string) => `resource "aws_iam_access_key" "k" {\n user = ${user}\n}`;

testRule(rule, {
  pass: {
    'a user': key('"ci"'),
    'a user whose name is known in part': `variable "env" {}\n${key('"${var.env}-ci"')}`,
  },
  fail: {
    root: key('"root"'),
    'by reference': `resource "aws_iam_user" "u" {\n name = "root"\n}\n${key('aws_iam_user.u.name')}`,
  },
  unknown: {
    user: `variable "user" {}\n${key('var.user')}`,
    'what may become root': `variable "rest" {}\n${key('"ro${var.rest}"')}`,
  },
});
