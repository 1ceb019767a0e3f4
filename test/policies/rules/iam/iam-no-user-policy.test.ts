import { rule } from '../../../../policies/rules/iam/iam-no-user-policy';
import { testRule } from '../support';
import { allow, document } from './configurations';

const attachment = (body: string) => `resource "aws_iam_policy_attachment" "a" {
  name       = "a"
  policy_arn = "arn:aws:iam::123456789012:policy/p"
  ${body}
}`;

testRule(rule, {
  pass: {
    'roles and groups': attachment('roles = ["r"]\n groups = ["g"]'),
    'no users': attachment('users = []'),
  },
  fail: {
    'an inline policy': `resource "aws_iam_user_policy" "p" {\n user = "u"\n policy = ${document(allow('s3:GetObject'))}\n}`,
    'an attachment':
      'resource "aws_iam_user_policy_attachment" "p" {\n user = "u"\n policy_arn = "arn:aws:iam::123456789012:policy/p"\n}',
    'one among roles': attachment('roles = ["r"]\n users = ["u"]'),
  },
  unknown: { users: `variable "users" {}\n${attachment('users = var.users')}` },
});
