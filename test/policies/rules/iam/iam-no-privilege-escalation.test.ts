import { rule } from '../../../../policies/rules/iam/iam-no-privilege-escalation';
import { outcomesOf, testRule } from '../support';
import { allow, data, deny, document, policy, role, unknown, when } from './configurations';

const boundary = (...statements: readonly string[]) =>
  `resource "aws_iam_policy" "limit" {\n policy = ${document(...statements)}\n}`;
const inline = (name: string, ...statements: readonly string[]) =>
  `resource "aws_iam_role_policy" "${name}" {\n role = aws_iam_role.r.id\n policy = ${document(...statements)}\n}`;

testRule(rule, {
  pass: {
    harmless: policy(allow(['s3:GetObject', 'sqs:*'])),
    'passing one role to a new function': policy(
      allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
      allow('iam:PassRole', 'arn:aws:iam::123456789012:role/function'),
    ),
    'passing without anything to pass to': policy(allow('iam:PassRole')),
    'the code of one function': policy(
      allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:123456789012:function:f'),
    ),
    'denied again': policy(allow('iam:*'), deny('iam:*')),
    'denied by another attachment': `${role()}\n${inline('a', allow('iam:PutRolePolicy'))}\n${inline('b', deny('iam:Put*'))}`,
    'kept back by the boundary': `${role(undefined, 'permissions_boundary = aws_iam_policy.limit.arn')}
      ${boundary(allow('s3:*'))}\n${inline('a', allow('iam:PutRolePolicy'))}`,
    'under a condition on a tag': policy(
      allow('iam:AttachRolePolicy', '*', when('StringEquals', 'iam:ResourceTag/team', 'a')),
    ),
    'one own keys': policy(allow('iam:CreateAccessKey', 'arn:aws:iam::*:user/$${aws:username}')),
    'another role’s policies': `${role()}\n${inline('a', allow('iam:PutRolePolicy', 'arn:aws:iam::123456789012:role/other'))}`,
  },
  fail: {
    'a new version of a policy': policy(allow('iam:CreatePolicyVersion')),
    'an older version': policy(allow('iam:SetDefaultPolicyVersion')),
    'a policy of its own': policy(allow('iam:PutUserPolicy')),
    'the keys of others': policy(allow('iam:CreateAccessKey')),
    'the trust of others': policy(allow('iam:UpdateAssumeRolePolicy')),
    'any role': policy(allow('sts:AssumeRole')),
    'a role for a new function': policy(
      allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']),
    ),
    'a role for a new instance': policy(allow(['iam:PassRole', 'ec2:RunInstances'])),
    'in a data source': data('actions = ["iam:AttachUserPolicy"]\n resources = ["*"]'),
    'two policies together': `${role()}\n${inline('a', allow('iam:PassRole'))}\n${inline('b', allow('ec2:RunInstances'))}`,
  },
  unknown: { 'the actions': unknown(policy(allow('VAR'))) },
  evasion: {
    'a wildcard in the name': policy(allow('iam:Put*Policy')),
    'another case': policy(allow('IAM:putrolepolicy')),
    'a question mark': policy(allow('iam:CreateAccessKe?')),
    'every role, by ARN': policy(allow('iam:AttachRolePolicy', 'arn:aws:iam::*:role/*')),
    'itself, by ARN': `${role()}\n${inline('a', allow('iam:PutRolePolicy', 'arn:aws:iam::*:role/r'))}`,
    'a boundary that lets it through': `${role(undefined, 'permissions_boundary = aws_iam_policy.limit.arn')}
      ${boundary(allow('*'))}\n${inline('a', allow('iam:PutRolePolicy'))}`,
    'a denial of something else': policy(allow('iam:*'), deny('iam:DeleteUser')),
    'a condition that always holds': policy(
      allow('iam:PutRolePolicy', '*', when('StringLike', 'aws:PrincipalArn', '*')),
    ),
    'one part by a policy of AWS': `${role(undefined, 'managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonEC2FullAccess"]')}
      ${inline('a', allow('iam:PassRole'))}`,
  },
});

test('several policies together accuse the role, one alone accuses the policy', async () => {
  const [together] = await outcomesOf(
    rule,
    `${role()}\n${inline('a', allow('iam:PassRole'))}\n${inline('b', allow('ec2:RunInstances'))}`,
  );
  expect(together).toContain('fail aws_iam_role.r: its policies together');
  const alone = await outcomesOf(rule, `${role()}\n${inline('a', allow('iam:PutRolePolicy'))}`);
  expect([...alone]).toEqual([
    'fail aws_iam_role_policy.a at policy.Statement[0]: it can write any policy into itself (iam:PutRolePolicy)',
  ]);
});

test('a user has the permissions of its groups', async () => {
  const [found] = await outcomesOf(
    rule,
    `resource "aws_iam_user" "u" {\n name = "u"\n}
    resource "aws_iam_group" "g" {\n name = "g"\n}
    resource "aws_iam_user_group_membership" "m" {\n user = aws_iam_user.u.name\n groups = [aws_iam_group.g.name]\n}
    resource "aws_iam_group_policy" "a" {\n group = aws_iam_group.g.name\n policy = ${document(allow('iam:PassRole'))}\n}
    resource "aws_iam_user_policy" "b" {\n user = aws_iam_user.u.name\n policy = ${document(allow('ec2:RunInstances'))}\n}`,
  );
  expect(found).toContain('fail aws_iam_user.u: its policies together');
});
