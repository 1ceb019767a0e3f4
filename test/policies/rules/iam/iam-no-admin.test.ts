import { rule } from '../../../../policies/rules/iam/iam-no-admin';
import { testRule } from '../support';
import { allow, data, deny, document, policy, role, unknown, when } from './configurations';

testRule(rule, {
  pass: {
    'actions are named': policy(allow('s3:GetObject')),
    'one resource': policy(allow('*', 'arn:aws:s3:::b')),
    'one service': policy(allow('s3:*')),
    denied: policy(deny('*')),
    'a condition on the organisation': policy(
      allow('*', '*', when('StringEquals', 'aws:PrincipalOrgID', 'o-1')),
    ),
    'nearly everything, but no permissions': policy(
      '{ Effect = "Allow", NotAction = ["iam:*", "organizations:*", "account:*"], Resource = "*" }',
    ),
    'everything, and everything denied again': policy(allow('*'), deny('*')),
  },
  fail: {
    everything: policy(allow('*')),
    'in a list': policy(allow(['s3:GetObject', '*'], ['arn:aws:s3:::b', '*'])),
    'as a heredoc':
      'resource "aws_iam_user_policy" "p" {\n user = "u"\n policy = <<EOF\n{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\nEOF\n}',
    'in a data source': data('actions = ["*"]\n resources = ["*"]'),
    'inline in a role': role(
      undefined,
      `inline_policy {\n name = "i"\n policy = ${document(allow('*'))}\n }`,
    ),
    'in a permission set': `resource "aws_ssoadmin_permission_set_inline_policy" "p" {\n inline_policy = ${document(allow('*'))}\n}`,
  },
  unknown: {
    'the document': unknown('resource "aws_iam_policy" "p" {\n policy = "VAR"\n}'),
    'the action': unknown(policy(allow('VAR'))),
    'the resource': unknown(policy(allow('*', 'VAR'))),
  },
  evasion: {
    'spelled with a service': policy(allow('*:*')),
    'several stars': policy(allow('**', '**')),
    'a question mark': policy(allow('?*:*')),
    'the resource as an ARN of stars': policy(allow('*', 'arn:aws:*:*:*:*')),
    'everything but a triviality': policy('{ Effect = "Allow", NotAction = "a4b:*", Resource = "*" }'),
    'a condition that always holds': policy(allow('*', '*', when('StringLike', 'aws:PrincipalArn', '*'))),
    'a condition on an absent key': policy(
      allow('*', '*', when('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1')),
    ),
    'a condition for all of no values': policy(
      allow('*', '*', when('ForAllValues:StringEquals', 'aws:TagKeys', 'team')),
    ),
    'a negated condition': policy(allow('*', '*', when('StringNotEquals', 'aws:PrincipalAccount', '1'))),
    'only encrypted in transit': policy(allow('*', '*', when('Bool', 'aws:SecureTransport', 'true'))),
    'a key must be absent': policy(allow('*', '*', when('Null', 'aws:SourceVpc', 'true'))),
    'all addresses in two halves': policy(
      allow('*', '*', when('IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1'])),
    ),
    'the effect in another case': policy(allow('*').replace('"Allow"', '"allow"')),
    'no effect': policy(allow('*').replace('Effect = "Allow", ', '')),
    'a comma too many':
      'resource "aws_iam_policy" "p" {\n policy = <<EOF\n{"Statement": [{"Effect": "Allow", "Action": ["*",], "Resource": "*"}]}\nEOF\n}',
  },
  silent: {
    'a boundary limits and gives nothing': `${policy(allow('*'))}\n${role(undefined, 'permissions_boundary = aws_iam_policy.p.arn')}`,
    'an organisation policy': `${data('actions = ["*"]\n resources = ["*"]')}
      resource "aws_organizations_policy" "o" {\n name = "o"\n content = data.aws_iam_policy_document.d.json\n}`,
    'the policy of a key': data(
      'actions = ["*"]\n resources = ["*"]\n principals {\n type = "AWS"\n identifiers = ["arn:aws:iam::123456789012:root"]\n }',
    ),
  },
});
